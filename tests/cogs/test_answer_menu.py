"""The message menu "Answer this question"."""

from bot.phrases import EN
from tests.cogs.world import World


async def test_menu_answers_for_one_and_then_for_all(world: World) -> None:
    """The answer is private until a button shows it to the channel."""
    question = await world.bob.send(world.channel, "which one is easier to debug?")

    private = await world.alice.context_menu(world.channel, "Answer this question", question)
    assert private.response is not None
    shown = await world.alice.click(private.response, label=EN.show_to_channel)

    assert private.ephemeral
    assert world.sent()[0].text.startswith("## Debugging")
    assert not shown.ephemeral
    assert world.sent()[1].text.startswith("## Debugging")


async def test_menu_on_message_without_words_helps(world: World) -> None:
    """A message that asks nothing gets the help, privately."""
    message = await world.bob.send(world.channel, "👍")

    result = await world.alice.context_menu(world.channel, "Answer this question", message)

    assert result.ephemeral
    assert world.answer().text.startswith("## How to ask")
