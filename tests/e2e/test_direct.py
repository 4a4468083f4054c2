"""Direct messages: everything there is for the bot, unless whoever runs it switched that off."""

from conftest import Start
from group import facts

from fake_discord import FakeDiscord, Permission

TURNED_OFF = {"ALLOW_DMS": "false", "COOLDOWN_USER": "0"}


async def test_direct_messages_can_be_switched_off(fake: FakeDiscord, begin: Start) -> None:
    """One sentence a person says so, in their language; then there is silence."""
    other = fake.world.add_user("other")
    await begin(**TURNED_OFF)
    await fake.wait(fake.commands, 10, "slash commands")
    english = await fake.direct(fake.user, "which one is easier to debug?")
    chinese = await fake.direct(other, "哪个更容易调试")
    told = (await fake.reply(to=english), await fake.reply(to=chinese))
    for text in ("!compare debugging", "and in PyTorch?", "!status"):
        again = await fake.direct(fake.user, text)
        await fake.settled()
        assert not fake.answers(again)
    await fake.edit(english, "debugging")
    server = await fake.say(fake.channel, fake.user, "!compare debugging")
    slash = await fake.slash(fake.user, fake.world.dm(fake.user), "ask", {"question": "tpu"})

    assert "I do not answer direct messages" in told[0].text()
    assert "我不回复私信" in told[1].text()
    assert facts(await fake.reply(to=server)).startswith("## Debugging")
    assert facts(await fake.reply(to=slash)).startswith("## TPU support")


async def test_direct_answers_show_in_notifications(fake: FakeDiscord, begin: Start) -> None:
    """A direct message notifies, and a notification shows content, which components have not."""
    await begin()
    for text, title in (("debugging", "Debugging"), ("调试", "调试能力")):
        question = await fake.direct(fake.user, text)
        answer = await fake.reply(to=question)

        assert title in answer.content
        assert len(answer.content) > len(title) + 20
        assert answer.embeds
        assert "https://" in facts(answer)


async def test_limits_are_told_in_the_members_language(fake: FakeDiscord, begin: Start) -> None:
    """In private for slash commands, each time; for messages once in a window, of any kind."""
    await begin(COOLDOWN_USER="1/60s", COOLDOWN_CHANNEL="0")
    await fake.wait(fake.commands, 10, "slash commands")
    for locale, said in (("en-US", "One moment"), ("zh-TW", "稍等一下")):
        person = fake.world.add_user("person", locale=locale)
        fake.guild.add_member(person)
        asked = [
            await fake.slash(person, fake.channel, name, options)
            for name, options in (
                ("ask", {"question": "tpu"}),
                ("compare", {"question": "tpu"}),
                ("criteria", {}),
                ("stats", {}),
            )
        ]
        first, *others = [await fake.reply(to=question) for question in asked]
        assert not first.ephemeral
        for answer in others:
            assert answer.ephemeral
            assert said in answer.text()
    for texts, said in (
        (["!help", "!criteria", "!compare", "!compare debugging", "!stats"], "One moment"),
        (["!帮助", "!条目", "!对比", "!对比 调试", "!统计"], "稍等一下"),
    ):
        person = fake.world.add_user("other")
        fake.guild.add_member(person)
        channel = fake.world.add_channel(fake.guild, "flood")
        await fake.guild_joined(fake.guild)
        questions = [await fake.say(channel, person, text) for text in texts]
        await fake.settled()
        answers = [fake.answers(question) for question in questions]
        assert [len(each) for each in answers] == [1, 1, 0, 0, 0]
        assert said in answers[1][0].text()


async def test_other_bots_are_never_answered(fake: FakeDiscord, begin: Start) -> None:
    """Not even when they reply to the bot and ask well, so that no two bots talk for ever."""
    await begin()
    robot = fake.world.add_user("robot", bot=True)
    fake.guild.add_member(robot)
    question = await fake.say(fake.channel, fake.user, "!compare debugging")
    answer = await fake.reply(to=question)
    for text in (
        "and in PyTorch?",
        "!compare tpu",
        f"<@{fake.bot.id}> debugging",
        "那 PyTorch 呢？",
    ):
        said = await fake.say(fake.channel, robot, text, reply_to=answer)
        await fake.settled()
        assert not fake.answers(said)


async def test_without_content_nothing_is_guessed(fake: FakeDiscord, begin: Start) -> None:
    """Without the intent messages arrive empty: these are left alone, in every channel."""
    manager = fake.world.add_user("manager")
    fake.guild.add_member(manager, fake.guild.add_role("managers", Permission.MANAGE_GUILD))
    await begin(MESSAGE_CONTENT_INTENT="false")
    await fake.wait(fake.commands, 10, "slash commands")
    added = await fake.slash(
        manager, fake.channel, "settings channel-add", {"channel": str(fake.channel.id)}
    )
    assert "intent" in (await fake.reply(to=added, timeout=20)).text()
    for text in ("which one is easier to debug?", "!compare debugging", "哪个更容易调试"):
        said = await fake.say(fake.channel, fake.user, text)
        await fake.settled()
        assert not fake.answers(said)
    named = await fake.say(fake.channel, fake.user, f"<@{fake.bot.id}> debugging")
    answer = await fake.reply(to=named)
    await fake.edit(named, f"<@{fake.bot.id}> deployment")
    await fake.wait(lambda: "Deployment" in answer.text(), 5, "the edit")
