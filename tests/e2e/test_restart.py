"""What goes on after the bot was ended and started again."""

from conftest import Start
from group import button, facts

from fake_discord import FakeDiscord, Permission


async def test_reply_after_a_restart_goes_on(fake: FakeDiscord, start: Start, begin: Start) -> None:
    """The card itself says what it is about; no memory is needed."""
    first = await begin()
    question = await fake.say(fake.channel, fake.user, "!对比 调试")
    card = await fake.reply(to=question)
    await first.stop()
    await start()
    await fake.wait(lambda: len(fake.gateway.identifies) == 2, 10, "the second start")

    reply = await fake.say(fake.channel, fake.user, "那 PyTorch 呢？", reply_to=card)
    answer = await fake.reply(to=reply, timeout=10)
    pressed = await fake.press(fake.user, card, button(card, "展开"))
    await fake.reply(to=pressed)

    said = facts(answer)
    assert said.startswith("## 调试能力")
    assert said.index("### PyTorch") < said.index("### TensorFlow")
    assert "收起" in card.text()


async def test_what_is_chosen_at_once_is_kept(fake: FakeDiscord, start: Start) -> None:
    """A first start makes the database while people already use commands, and nobody notices."""
    manager = fake.world.add_user("manager")
    fake.guild.add_member(manager, fake.guild.add_role("managers", Permission.MANAGE_GUILD))
    bot = await start()
    await fake.ready()
    await fake.wait(fake.commands, 10, "slash commands")
    chosen = await fake.slash(manager, fake.channel, "settings prefix", {"value": "?"})
    shown = await fake.slash(manager, fake.channel, "settings show")
    private = await fake.slash(fake.user, fake.channel, "privacy")
    stats = await fake.slash(fake.user, fake.channel, "stats")
    for question in (shown, private, stats):
        await fake.reply(to=question, timeout=30)

    assert "`?`" in (await fake.reply(to=chosen, timeout=30)).text()
    await bot.stop()
    await start()
    await fake.wait(lambda: len(fake.gateway.identifies) == 2, 10, "the second start")
    await fake.wait(lambda: fake.gateway.live, 10, "the session")
    again = await fake.slash(manager, fake.channel, "settings show")
    assert "`?`" in (await fake.reply(to=again, timeout=30)).text()
    asked = await fake.say(fake.channel, fake.user, "?compare debugging")
    assert "## Debugging" in (await fake.reply(to=asked)).text()
