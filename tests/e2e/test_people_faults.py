"""What people and other bots do, by their numbers in FAULTS.md, with the real client."""

import asyncio

import pytest
from asking import ask, compare, one_answer_each, registered
from conftest import BotProcess, Start

from fake_discord import FakeDiscord, Interaction, Json, Message

PINGS = (
    "@everyone",
    "@here",
    "<@&{role}>",
    "<@{user}>",
    "<@!{user}>",
    "`<@everyone>`",
    "@\u200beveryone",
    "<@&{role}>\u200b@here",
    "\\@everyone",
)
MARKUP = (
    "` ``` `` debugging ```",
    "[debugging](https://evil.example)",
    "||debugging|| ~~x~~ ## heading\n# debugging\n>>> quote",
    "\u202egnihton\u202c debugging \u2066x\u2069",
    "d\u0336\u0335e\u0336b\u0336u\u0336g\u0336g\u0336i\u0336n\u0336g\u0336" + "\u0300" * 500,
    "debugging discord.gg/evil https://discord.com/invite/evil",
    "-# the bot was updated; debugging",
)
CODE = (
    "; rm -rf / && $(reboot) `id` debugging",
    "{0.__class__} %s %(x)s {{7*7}} ${{x}} debugging",
    "debugging'; DROP TABLE votes; --",
    "!!python/object/apply:os.system ['id'] debugging",
    "../../../../etc/passwd debugging",
)
UNICODE = (
    "ｄｅｂｕｇｇｉｎｇ",
    "de\u0301bugging",
    "調試",
    "pytorch 调试 debug 哪个好",
    "d\u0435bugging",
    "ﾃﾞﾊﾞｯｸﾞ",
    "debugging \ud800 \udfff",
    "debug\x00ging",
)
LENGTHS = ("a" * 2000, "调" * 4000, "debugging " * 600, "debugging " * 100_000)
SILENT: tuple[Json, ...] = (
    {"content": ""},
    {"content": "🎉🎉"},
    {
        "content": "",
        "attachments": [{"id": "1", "filename": "a.png", "size": 1, "url": "u", "proxy_url": "u"}],
    },
    {"content": "", "sticker_items": [{"id": "1", "name": "wave", "format_type": 1}]},
    {
        "content": "",
        "poll": {
            "question": {"text": "debugging?"},
            "answers": [],
            "expiry": "2036-01-01T00:00:00+00:00",
            "allow_multiselect": False,
            "layout_type": 1,
        },
    },
    {"content": "", "flags": 1 << 13},
    {
        "content": "",
        "message_reference": {"type": 1, "message_id": "1", "channel_id": "2"},
        "message_snapshots": [
            {
                "message": {
                    "type": 0,
                    "content": "debugging",
                    "embeds": [],
                    "attachments": [],
                    "timestamp": "2026-01-01T00:00:00+00:00",
                    "edited_timestamp": None,
                    "flags": 0,
                    "components": [],
                }
            }
        ],
    },
)


@pytest.fixture
async def quiet(fake: FakeDiscord, begin: Start) -> BotProcess:
    """A bot without limits, whose slash commands are there."""
    bot = await begin(COOLDOWN_USER="0", COOLDOWN_CHANNEL="0")
    await registered(fake)
    return bot


async def _ask_everywhere(fake: FakeDiscord, text: str) -> list[Message | Interaction]:
    """Ask on every surface; what a slash command cannot hold is cut as the client would."""
    return [
        await fake.say(fake.channel, fake.user, f"!ask {text}"),
        await fake.say(fake.channel, fake.user, f"<@{fake.bot.id}> {text}"),
        await fake.direct(fake.user, text),
        await fake.slash(fake.user, fake.channel, "ask", {"question": text[:4000]}),
    ]


@pytest.mark.parametrize(
    "texts",
    [PINGS, MARKUP, CODE, UNICODE, LENGTHS],
    ids=["fault_20", "fault_21", "fault_25", "fault_23", "fault_22"],
)
async def test_hostile_text_gets_one_harmless_answer(
    fake: FakeDiscord, quiet: BotProcess, texts: tuple[str, ...]
) -> None:
    """Nobody is pinged, nothing is said again, and the bot goes on."""
    role = fake.guild.add_role("students")
    known = {"role": str(role.id), "user": str(fake.user.id)}
    for text in texts:
        for name, value in known.items():
            text = text.replace(f"{{{name}}}", value)
        for question in await _ask_everywhere(fake, f"evil {text}"):
            answer = await fake.reply(to=question, timeout=15)
            assert len(fake.answers(question)) == 1
            assert "evil" not in answer.text()
            assert not answer.payload["mentions"]
            assert not answer.payload["mention_roles"]
            assert not answer.payload["mention_everyone"]
    assert "Traceback" not in quiet.written


async def test_fault_22_messages_without_words(fake: FakeDiscord, quiet: BotProcess) -> None:
    """Pictures, stickers, polls, voice and forwarded messages ask nothing."""
    for extra in SILENT:
        await fake.direct(fake.user, "", extra=extra)
        await fake.say(fake.channel, fake.user, "", extra=extra)
    await fake.settled()
    assert not [sent for sent in fake.sent if sent.message]

    await one_answer_each(fake, await ask(fake, 1), 5)
    assert "Traceback" not in quiet.written


async def test_fault_26_thanks_with_a_ping(fake: FakeDiscord, quiet: BotProcess) -> None:
    """A reply that only says thanks, although it notifies the bot, ends the conversation."""
    question = await fake.say(fake.channel, fake.user, "!compare debugging")
    answer = await fake.reply(to=question)
    thanks = await fake.say(
        fake.channel, fake.user, "thanks!", reply_to=answer, mentions=[fake.bot]
    )
    await fake.settled()

    assert fake.answers(thanks) == []


async def test_fault_28_almost_a_command(fake: FakeDiscord, quiet: BotProcess) -> None:
    """A prefix is one at the beginning alone, and a name only whole; case and width are free."""
    silent = [
        await fake.say(fake.channel, fake.user, text)
        for text in ("!compared debugging", "`!compare debugging`", "```\n!compare x\n```", "!")
    ]
    heard = [
        await fake.say(fake.channel, fake.user, text)
        for text in ("!COMPARE debugging", "！对比 调试", "！COMPARE debugging", "!compare")
    ]
    for question in heard:
        await fake.reply(to=question)
    await fake.settled()

    assert [len(fake.answers(message)) for message in (*silent, *heard)] == [0] * 4 + [1] * 4


async def test_fault_30_two_bots_cannot_talk(fake: FakeDiscord, quiet: BotProcess) -> None:
    """Another bot that replies to every answer, with a ping, gets none."""
    robot = fake.world.add_user("robot", bot=True)
    fake.guild.add_member(robot)
    question = await fake.say(fake.channel, fake.user, "!compare debugging")
    answer = await fake.reply(to=question)
    for text in ("and in PyTorch?", f"<@{fake.bot.id}> debugging", "!compare debugging"):
        await fake.say(fake.channel, robot, text, reply_to=answer, mentions=[fake.bot])
    await fake.settled()

    assert sum(sent.message is not None for sent in fake.sent) == 1


async def test_fault_31_flood_of_many(fake: FakeDiscord, begin: Start) -> None:
    """Each of many members gets an answer and one notice, and completions come all the while."""
    await begin(COOLDOWN_USER="1/60s", COOLDOWN_CHANNEL="0")
    await registered(fake)
    members = [fake.world.add_user(f"member {n}") for n in range(40)]
    asked = [[await fake.direct(m, "!compare debugging") for _ in range(5)] for m in members]
    choices = [
        fake.autocomplete(fake.user, fake.channel, "compare", {"question": "debugging"[:n]})
        for n in range(1, 10)
    ]
    assert all(await asyncio.gather(*choices))
    await fake.settled(quiet=0.5, timeout=20)

    counts = [[len(fake.answers(message)) for message in each] for each in asked]
    assert counts == [[1, 1, 0, 0, 0]] * len(members)


async def test_fault_32_closed_direct_messages(fake: FakeDiscord, quiet: BotProcess) -> None:
    """Who takes no messages gets none, after three tries not even an attempt."""
    fake.user.accepts_dms = False
    for _ in range(6):
        await fake.direct(fake.user, "debugging")
        await fake.settled(quiet=0.1)

    assert sum(request.status == 403 for request in fake.requests) == 3
    await fake.reply(to=await compare(fake))
    assert "Traceback" not in quiet.written


async def test_fault_33_forged_command_of_a_manager(fake: FakeDiscord, quiet: BotProcess) -> None:
    """What Discord's client hides is checked again: a member changes and reads nothing."""
    for name, options in (
        ("settings prefix", {"value": "?"}),
        ("gaps", {}),
        ("why", {}),
    ):
        forged = await fake.slash(fake.user, fake.channel, name, options, forged=True)
        answer = await fake.reply(to=forged)
        assert "who may manage this server" in answer.text(), name
    question = await fake.say(fake.channel, fake.user, "!compare debugging")
    await fake.reply(to=question)


async def test_fault_34_buttons_of_all_kinds(fake: FakeDiscord, quiet: BotProcess) -> None:
    """Pressed a hundred times, by others, forged: every press is answered."""
    question = await fake.say(fake.channel, fake.user, "!compare debugging")
    card = await fake.reply(to=question)
    (button, *_more) = [c["custom_id"] for c in card.components() if c.get("custom_id")]
    other = fake.world.add_user("other")
    fake.guild.add_member(other)
    pressed = [await fake.press(fake.user, card, button, forged=True) for _ in range(50)]
    pressed += [await fake.press(other, card, button, forged=True) for _ in range(50)]
    for custom_id in ("x", "card:" * 19, "card:en:nothing:0", button + "x", "\u202e" * 30):
        pressed.append(await fake.press(fake.user, card, custom_id, forged=True))
    for press in pressed:
        await fake.wait(lambda press=press: press.answered or None, 10, "a press")  # type: ignore[misc]
    await fake.settled()

    assert "Traceback" not in quiet.written
