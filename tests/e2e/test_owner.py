"""The tools of whoever the bot belongs to, and everybody else who tries them."""

import pytest
from group import Group, button

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOOLS = ("reload", "sync", "status")


@pytest.mark.parametrize("tool", TOOLS)
async def test_owner_is_answered(group: Group, tool: str) -> None:
    """In a server and in a direct message."""
    fake, owner = group.fake, group.fake.world.owner
    said = {"reload": "52 criteria", "sync": "up to date", "status": "**Shards:** 1"}[tool]

    for asked in (
        await fake.say(group.channel, owner, f"!{tool}"),
        await fake.direct(owner, f"!{tool}"),
    ):
        assert said in (await fake.reply(to=asked, timeout=15)).text()


@pytest.mark.parametrize("tool", TOOLS)
async def test_others_get_no_answer_whatever_the_route(group: Group, tool: str) -> None:
    """Members, managers, mentions, edits, buttons: none of them runs an owner's tool."""
    fake = group.fake
    said = [
        await fake.say(group.channel, person, text)
        for person in (group.alice, group.manager)
        for text in (f"!{tool}", f"！{tool}", f"!{tool.upper()}")
    ]
    await fake.settled()
    assert not any(fake.answers(message) for message in said)
    card = await group.ask("!compare debugging")
    for custom_id in (tool, f"cb1:{tool}:en:0::", f"cb1:{tool}:en:0::debugging"):
        forged = await fake.press(group.alice, card, custom_id, forged=True)
        answer = await fake.reply(to=forged)
        assert answer.text().startswith("I do not know that point any more")
        assert answer.ephemeral
    await fake.press(group.alice, card, button(card, "More"))
    edited = await fake.say(group.channel, group.alice, "!compare debugging")
    await fake.reply(to=edited)
    await fake.edit(edited, f"!{tool}")
    await fake.settled()

    assert not fake.answers(edited)
    assert not [r for r in fake.requests if "commands" in r.path and r.method == "PUT"][1:]
