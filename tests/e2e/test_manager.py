"""What managers of a server choose and see: settings, gaps, and what the bot lacks."""

import asyncio

import pytest
from group import Group, button, facts

from fake_discord import Interaction, Message, Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")

VALUES = {
    "settings show": {},
    "settings language": {"value": "zh"},
    "settings prefix": {"value": "?"},
    "settings channel-add": {"channel": "1"},
    "settings channel-remove": {"channel": "1"},
    "settings visibility": {"value": "ephemeral"},
    "settings gaps": {"value": "on"},
    "gaps": {},
    "why": {},
}


async def _listed(group: Group, *said: str) -> Message:
    """Return the list of gaps once it says all of *said*: it is written beside the answers."""
    async with asyncio.timeout(10):
        while True:
            listed = await group.manage("gaps")
            if all(text in listed.text() for text in said):
                return listed
            await asyncio.sleep(0.05)


async def _forge(group: Group, name: str, value: str) -> Interaction:
    """Let the manager send a *value* that no client offers."""
    fake = group.fake
    options = next(c for c in fake.commands() if c["name"] == "settings")["options"]
    (option,) = next(o for o in options if o["name"] == name)["options"]
    kept = {
        key: option.pop(key) for key in ("choices", "min_length", "max_length") if key in option
    }
    try:
        return await fake.slash(group.manager, group.channel, f"settings {name}", {"value": value})
    finally:
        option |= kept


async def test_show_tells_every_setting(group: Group) -> None:
    """In the language of the one who looks, and to nobody else."""
    english = await group.manage("settings show")
    chinese = await group.manage("settings show", locale="zh-CN")

    for said in ("Language", "Prefix", "Answers questions", "slash commands", "List of questions"):
        assert said in english.text()
    for said in ("语言", "前缀", "主动回答", "斜杠命令", "没答好"):
        assert said in chinese.text()
    assert english.ephemeral
    assert chinese.ephemeral


async def test_language_of_the_server_counts(group: Group) -> None:
    """It answers what proves no language; a question in another one is answered in that."""
    assert "中文" in (await group.manage("settings language", value="zh")).text()

    assert facts(await group.ask("!compare tpu")).startswith("## TPU 支持")
    assert facts(await group.ask("!compare which one is easier to debug")).startswith(
        "## Debugging"
    )
    await group.manage("settings language", value="auto")
    assert facts(await group.ask("!compare tpu")).startswith("## TPU support")


async def test_prefix_of_the_server_counts(group: Group) -> None:
    """The old one is silent from then on, and `auto` takes it back."""
    assert "`$`" in (await group.manage("settings prefix", value="$")).text()

    assert facts(await group.ask("$compare debugging")).startswith("## Debugging")
    assert facts(await group.ask("＄对比 调试")).startswith("## 调试能力")
    await group.silent("!compare debugging")
    for text in ("$help", "$compare", f"<@{group.fake.bot.id}>", "$compare price of tea"):
        said = facts(await group.ask(text))
        assert "`$c" in said
        assert "`!" not in said
    assert "`!`" in (await group.manage("settings prefix", value="auto")).text()
    assert facts(await group.ask("!compare debugging")).startswith("## Debugging")


@pytest.mark.parametrize("value", ["@everyone", "a b", "/", "<@1>", "#", "``", "  ", "x" * 32])
async def test_bad_prefix_is_refused(group: Group, value: str) -> None:
    """One sentence says what a prefix is; the old one stays, and nobody is pinged."""
    said = (await group.manage("settings prefix", value=value)).text()

    if value != "``":
        assert "1 to " in said
        assert facts(await group.ask("!compare debugging")).startswith("## Debugging")
    assert "@everyone" not in said


@pytest.mark.parametrize("name", ["language", "visibility", "gaps"])
@pytest.mark.parametrize("value", ["", "fr", "EN ", "@everyone", "x" * 200])
async def test_forged_value_is_refused(group: Group, name: str, value: str) -> None:
    """Discord's clients offer choices; others may send anything."""
    answer = await group.fake.reply(to=await _forge(group, name, value))

    assert answer.text() == "That is not one of the choices."
    assert answer.ephemeral


async def test_forged_prefix_is_refused(group: Group) -> None:
    """Longer than any client lets people type."""
    answer = await group.fake.reply(to=await _forge(group, "prefix", "x" * 100))

    assert answer.text().startswith("A prefix has 1 to 8 characters")
    assert answer.ephemeral


@pytest.mark.parametrize("locale", ["en-GB", "zh-TW"])
@pytest.mark.parametrize("name", list(VALUES))
async def test_members_are_refused_whatever_their_client_shows(
    group: Group, name: str, locale: str
) -> None:
    """A forged command, in a server or elsewhere, changes nothing."""
    for channel in (group.channel, group.fake.world.dm(group.alice)):
        interaction = await group.fake.slash(
            group.alice, channel, name, VALUES[name], locale=locale, forged=True
        )
        answer = await group.fake.reply(to=interaction)

        said = "Only those who may manage" if locale == "en-GB" else "只有能管理本服务器的人"
        assert answer.text().startswith(said)
        assert answer.ephemeral
    assert "`!`" in (await group.manage("settings show")).text()


async def test_named_channel_answers_what_it_knows(group: Group) -> None:
    """Both languages; chat, what is unsure and what is unknown get silence."""
    added = await group.manage("settings channel-add", channel=str(group.channel.id))
    assert f"<#{group.channel.id}>" in added.text()

    assert facts(await group.ask("which one is easier to debug?")).startswith("## Debugging")
    assert facts(await group.ask("哪个更容易调试")).startswith("## 调试能力")
    await group.silent(
        "good morning", "早上好", "thanks!", "who ate my sandwich?", "谁吃了我的三明治"
    )
    removed = await group.manage("settings channel-remove", channel=str(group.channel.id))
    assert f"<#{group.channel.id}>" in removed.text()
    await group.silent("which one is easier to debug?")


async def test_visibility_hides_every_slash_answer(group: Group) -> None:
    """Those of commands that ask nothing too; behind the prefix answers stay public."""
    await group.manage("settings visibility", value="ephemeral")

    assert (await group.slash("compare", question="debugging")).ephemeral
    for name in ("criteria", "help", "about", "stats"):
        assert (await group.slash(name)).ephemeral, name
    assert not (await group.ask("!compare debugging")).ephemeral
    await group.manage("settings visibility", value="public")
    assert not (await group.slash("compare", question="debugging")).ephemeral


async def test_gaps_are_kept_only_where_they_are_switched_on(group: Group) -> None:
    """`/privacy` says so to everybody, before and after."""
    await group.ask("!compare the price of tea")
    off = await group.slash("privacy")
    assert "off" in (await group.manage("gaps")).text()

    on = await group.manage("settings gaps", value="on")
    here = await group.slash("privacy", locale="zh-CN")
    assert "no question" in (await group.manage("gaps")).text().lower()
    await group.ask("!compare the price of coffee")
    await group.slash("compare", question="咖啡多少钱")
    card = await group.slash("compare", question="debugging")
    for _ in range(3):
        await group.press(card, "👎 Not helpful")
    listed = await _listed(group, "coffee", "咖啡", "voted down")
    await group.manage("settings gaps", value="off")
    after = await group.manage("gaps")

    assert "I keep no questions" in off.text()
    assert "/privacy" in on.text()
    assert "没答好" in here.text()
    assert "price of coffee" in listed.text()
    assert "咖啡多少钱" in listed.text()
    assert "1 × `debugging` (voted down" in listed.text()
    assert "price of tea" not in listed.text()
    assert "```yaml\n" in listed.text()
    assert "off" in after.text()


async def test_gaps_echo_nothing_that_pings_or_formats(group: Group) -> None:
    """Members' words stand in code, whatever they wrote."""
    await group.manage("settings gaps", value="on")
    nasty = "``` @everyone <@&1> [tea](https://evil.example) # x ||price|| `` \u202e of tea"
    await group.ask(f"!compare {nasty}")

    listed = facts(await _listed(group, "tea"))

    assert "[tea](" not in listed
    assert listed.count("```") == 2
    assert "\u202e" not in listed
    assert "||" not in listed


async def test_gaps_have_pages_for_managers_alone(group: Group) -> None:
    """A forged button shows a member nothing."""
    await group.manage("settings gaps", value="on")
    for number in range(23):
        await group.fake.say(group.channel, group.alice, f"!compare the price of tea no {number}")

    first = await _listed(group, "Page 1 of 3")
    forward = button(first, "Next")
    second = await group.press(first, "Next", group.manager)
    assert "Page 2 of 3" in second.text()
    assert second is first
    card = await group.ask("!compare debugging")
    stolen = await group.fake.press(group.alice, card, forward, forged=True)
    refused = await group.fake.reply(to=stolen)

    assert refused.text().startswith("Only those who may manage")
    assert refused.ephemeral
    assert "tea" not in refused.text()


@pytest.mark.parametrize(
    ("missing", "english", "chinese"),
    [
        (Permission.EMBED_LINKS, "Embed Links", "嵌入链接"),
        (Permission.READ_MESSAGE_HISTORY, "Read Message History", "阅读消息历史"),
        (Permission.SEND_MESSAGES, "Send Messages", "发送消息"),
        (Permission.VIEW_CHANNEL, "View Channel", "查看频道"),
    ],
)
async def test_why_names_what_is_missing(
    group: Group, missing: Permission, english: str, chinese: str
) -> None:
    """In both languages, and nothing else than that."""
    well = await group.manage("why")
    group.channel.deny(group.fake.bot, missing)

    ill = await group.manage("why")
    krank = await group.manage("why", locale="zh-CN")

    assert "Nothing" in well.text()
    assert f"**{english}**" in ill.text()
    assert f"**{chinese}**" in krank.text()
    assert ill.text().count("\n- ") == 1
