"""The fake Discord as a real client sees it: a bare discord.py bot is served and comes back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias
from unittest.mock import AsyncMock

import discord
import pytest
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from fake_discord import (
    Callback,
    FakeDiscord,
    Intent,
    Permission,
)

Bot: TypeAlias = commands.Bot | commands.AutoShardedBot


Connect: TypeAlias = Callable[[Bot], Awaitable[None]]


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    """A running fake with the small world."""
    async with FakeDiscord() as running:
        yield running


@pytest.fixture
async def connect(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Connect]:
    """Start bots against the fake and close them at the end."""
    monkeypatch.setattr(Route, "BASE", fake.api_url)
    gateway = yarl.URL(fake.gateway.address + "/gateway")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    # discord.py waits five seconds before every IDENTIFY but the first.
    monkeypatch.setattr(discord.Client, "before_identify_hook", AsyncMock())
    running: list[tuple[Bot, asyncio.Task[None]]] = []

    async def start(bot: Bot) -> None:
        before = len(fake.gateway.live)
        running.append((bot, asyncio.create_task(bot.start(fake.token))))
        await fake.ready(shards=before + (bot.shard_count or 1))

    yield start
    for bot, task in running:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)


class Menu(discord.ui.View):
    """A button and a select."""

    @discord.ui.button(label="Press me", custom_id="press")
    async def press(self, interaction: discord.Interaction, _: Any) -> None:
        await interaction.response.edit_message(content="pressed", view=None)

    @discord.ui.select(
        custom_id="choose",
        options=[discord.SelectOption(label="One", value="1")],
    )
    async def choose(self, interaction: discord.Interaction, select: Any) -> None:
        await interaction.response.send_message(f"chose {select.values[0]}", ephemeral=True)


class Form(discord.ui.Modal, title="Form"):
    """A modal with one text."""

    text: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Text", custom_id="text")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"read {self.text.value}")


def echo_bot(**options: Any) -> commands.Bot:
    """Make a bare bot that repeats what it is asked to, on every surface."""
    intents = discord.Intents.default()
    intents.message_content = options.pop("content", True)
    bot = commands.Bot(
        "!", intents=intents, allowed_mentions=discord.AllowedMentions.none(), **options
    )

    async def suggest(_: Any, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}…", value=current)]

    @bot.hybrid_command()
    @app_commands.autocomplete(text=suggest)
    async def echo(ctx: commands.Context[Any], *, text: str) -> None:
        """Repeat a text."""
        await ctx.reply(text, view=Menu())

    @bot.tree.command()
    async def later(interaction: discord.Interaction) -> None:
        """Answer after deferring."""
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("first")
        await interaction.followup.send("second")
        await interaction.edit_original_response(content="first, edited")

    @bot.tree.command()
    async def form(interaction: discord.Interaction) -> None:
        """Open a modal."""
        await interaction.response.send_modal(Form())

    @bot.tree.context_menu(name="Repeat this")
    async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content)

    @bot.listen()
    async def on_message(message: discord.Message) -> None:
        if bot.user in message.mentions and not message.author.bot:
            await message.reply(f"you said: {message.content}")

    async def sync() -> None:
        await bot.tree.sync()

    bot.setup_hook = sync  # type: ignore[method-assign] # The bot is bare: no subclass for this.
    return bot


async def test_prefix_command_is_answered(fake: FakeDiscord, connect: Connect) -> None:
    """A message with a prefix reaches the bot, and its reply refers to the message."""
    await connect(echo_bot())

    question = await fake.say(fake.channel, fake.user, "!echo hello")
    answer = await fake.reply(to=question)

    assert answer.content == "hello"
    assert answer.reference_id == question.id
    assert answer.author is fake.bot
    fake.assert_clean()


async def test_direct_message_is_answered(fake: FakeDiscord, connect: Connect) -> None:
    """A direct message reaches the bot, and the answer comes in the same channel."""
    await connect(echo_bot())

    question = await fake.direct(fake.user, "!echo hello")

    assert (await fake.reply(to=question)).channel is fake.world.dm(fake.user)
    fake.assert_clean()


async def test_slash_command_is_answered(fake: FakeDiscord, connect: Connect) -> None:
    """A slash command reaches the bot with its options, and the response is recorded."""
    await connect(echo_bot())

    interaction = await fake.slash(fake.user, fake.channel, "echo", {"text": "hello"})
    answer = await fake.reply(to=interaction)

    assert answer.content == "hello"
    assert interaction.callback is Callback.MESSAGE
    fake.assert_clean()


async def test_deferred_answer_takes_the_place_of_thinking(
    fake: FakeDiscord, connect: Connect
) -> None:
    """The first follow-up after deferring fills the placeholder and inherits that it is hidden."""
    await connect(echo_bot())

    interaction = await fake.slash(fake.user, fake.channel, "later")
    await fake.replies(to=interaction, count=2)
    await fake.settled()

    assert [m.content for m in interaction.messages] == ["first, edited", "second"]
    assert interaction.messages[0].ephemeral
    fake.assert_clean()


async def test_autocomplete_returns_the_choices(fake: FakeDiscord, connect: Connect) -> None:
    """What is typed reaches the bot, and its choices come back."""
    await connect(echo_bot())

    choices = await fake.autocomplete(fake.user, fake.channel, "echo", {"text": "deb"})

    assert choices == [{"name": "deb…", "value": "deb"}]


async def test_button_updates_its_message(fake: FakeDiscord, connect: Connect) -> None:
    """A press reaches the bot, and the message that holds the button is changed in place."""
    await connect(echo_bot())
    message = await fake.reply(to=await fake.say(fake.channel, fake.user, "!echo hello"))

    interaction = await fake.press(fake.user, message, "press")
    await fake.wait(lambda: interaction.answered, 3, "answer")

    assert message.content == "pressed"
    assert not list(message.components())
    fake.assert_clean()


async def test_select_is_answered_to_one_member(fake: FakeDiscord, connect: Connect) -> None:
    """A choice reaches the bot, and an ephemeral answer is no message of the channel."""
    await connect(echo_bot())
    message = await fake.reply(to=await fake.say(fake.channel, fake.user, "!echo hello"))

    answer = await fake.reply(to=await fake.select(fake.user, message, "choose", ["1"]))

    assert answer.content == "chose 1"
    assert answer.ephemeral
    assert answer.id not in fake.world.messages


async def test_modal_is_opened_and_submitted(fake: FakeDiscord, connect: Connect) -> None:
    """A modal can be filled in, and what was written reaches the bot."""
    await connect(echo_bot())
    opened = await fake.slash(fake.user, fake.channel, "form")
    await fake.wait(lambda: opened.modal, 3, "modal")

    submitted = await fake.submit(opened, {"text": "a text"})

    assert (await fake.reply(to=submitted)).content == "read a text"
    fake.assert_clean()


async def test_context_menu_sees_the_message(fake: FakeDiscord, connect: Connect) -> None:
    """A message command gets the content of its target, intent or not."""
    await connect(echo_bot(content=False))
    target = await fake.say(fake.channel, fake.user, "a secret")

    interaction = await fake.context_menu(fake.user, "Repeat this", target)

    assert (await fake.reply(to=interaction)).content == "a secret"


async def test_files_arrive(fake: FakeDiscord, connect: Connect) -> None:
    """A multipart message is read: its JSON and its files."""
    bot = echo_bot()

    @bot.command()
    async def file(ctx: commands.Context[Any]) -> None:
        await ctx.send("a file", file=discord.File(__file__, "test.py"))

    await connect(bot)
    for role in fake.guild.roles.values():
        role.permissions |= Permission.ATTACH_FILES

    answer = await fake.reply(to=await fake.say(fake.channel, fake.user, "!file"))

    assert [a["filename"] for a in answer.payload["attachments"]] == ["test.py"]
    fake.assert_clean()


async def test_shards_hear_only_their_guilds(fake: FakeDiscord, connect: Connect) -> None:
    """Each of two shards gets the guilds that the formula gives it, and all are answered."""
    guilds = [fake.world.add_guild(f"Guild {n}", shard=(n, 2)) for n in (0, 1)]
    channels = [fake.world.add_channel(guild, "general") for guild in guilds]
    bot = commands.AutoShardedBot(
        "!",
        intents=discord.Intents.all(),
        shard_count=2,
        allowed_mentions=discord.AllowedMentions.none(),
    )

    @bot.command()
    async def shard(ctx: commands.Context[Any]) -> None:
        await ctx.reply(str(ctx.guild.shard_id if ctx.guild else None))

    await connect(bot)
    questions = [await fake.say(channel, fake.user, "!shard") for channel in channels]

    assert [(await fake.reply(to=q)).content for q in questions] == ["0", "1"]
    assert [session.shard for session in fake.gateway.live] == [(0, 2), (1, 2)]


@pytest.mark.parametrize("how", ["cut", "close", "reconnect", "invalid but resumable"])
async def test_lost_socket_is_resumed_with_replay(
    fake: FakeDiscord, connect: Connect, how: str
) -> None:
    """After a lost socket the bot resumes at the address of READY and gets what it missed."""
    await connect(echo_bot())
    if how == "cut":
        fake.gateway.cut()
    elif how == "close":
        await fake.gateway.close(4000)
    elif how == "reconnect":
        fake.gateway.reconnect()
    else:
        fake.gateway.invalidate(resumable=True)
    await fake.wait(lambda: not fake.gateway.live, 3, "loss of the socket")

    question = await fake.say(fake.channel, fake.user, "!echo missed")

    assert (await fake.reply(to=question)).content == "missed"
    assert [(r.path, r.accepted) for r in fake.gateway.resumes] == [("/gateway/resume", True)]
    assert len(fake.gateway.identifies) == 1
    fake.assert_clean()


async def test_invalid_session_is_identified_anew(fake: FakeDiscord, connect: Connect) -> None:
    """After a session that cannot be resumed the bot identifies again and answers again."""
    await connect(echo_bot())

    fake.gateway.invalidate()
    await fake.wait(lambda: not fake.gateway.live, 3, "end of the session")
    await fake.ready(timeout=10)

    answer = await fake.reply(to=await fake.say(fake.channel, fake.user, "!echo again"))
    assert answer.content == "again"
    assert len(fake.gateway.identifies) == 2


async def test_forgotten_session_is_refused(fake: FakeDiscord, connect: Connect) -> None:
    """A RESUME of a session that is not kept is answered with INVALID_SESSION."""
    await connect(echo_bot())

    fake.gateway.forget_sessions()
    fake.gateway.cut()
    await fake.ready(timeout=10)

    assert [resume.accepted for resume in fake.gateway.resumes] == [False]


async def test_closed_gateway_refuses_for_a_time(fake: FakeDiscord, connect: Connect) -> None:
    """While the gateway is closed it answers 503; the bot comes back afterwards and resumes."""
    await connect(echo_bot())

    fake.faults.close_gateway(0.5)
    fake.gateway.cut()
    await fake.wait(lambda: any(r.accepted for r in fake.gateway.resumes), 15, "resume")

    assert fake.faults.gateway_refusals >= 1


async def test_silent_socket_sends_nothing(fake: FakeDiscord, connect: Connect) -> None:
    """A silent socket swallows events and acknowledgements, and stays open."""
    await connect(echo_bot())

    fake.gateway.silence()
    question = await fake.say(fake.channel, fake.user, "!echo hello")
    await fake.settled()

    assert fake.answers(question) == []
    assert len(fake.gateway.connections) == 1


async def test_repeated_event_is_delivered(fake: FakeDiscord, connect: Connect) -> None:
    """A message can be delivered twice, as a replay does; a bare bot answers twice."""
    await connect(echo_bot())
    question = await fake.say(fake.channel, fake.user, "!echo hello")

    await fake.repeat(question)

    assert len(await fake.replies(to=question, count=2)) == 2


async def test_wrong_token_is_refused(fake: FakeDiscord, connect: Connect) -> None:
    """REST answers 401 to a wrong token, which discord.py reports as a failed login."""
    bot = echo_bot()

    with pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()

    assert [r.status for r in fake.requests] == [401]
    assert fake.server.invalid_requests == 1


async def test_reset_token_ends_the_session(fake: FakeDiscord, connect: Connect) -> None:
    """A token reset closes the sockets with 4004."""
    bot = echo_bot()
    await connect(bot)

    await fake.reset_token("another")

    await fake.wait(lambda: not fake.gateway.connections, 3, "end of the socket")
    assert not fake.gateway.live


async def test_refused_intent_closes_with_4014(fake: FakeDiscord, connect: Connect) -> None:
    """An intent that the portal does not allow is refused; discord.py says so."""
    fake.world.application.allowed_intents = Intent(0)
    bot = echo_bot()

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(fake.token)
    await bot.close()

    assert fake.gateway.close_codes == [4014]
    assert not fake.gateway.identifies[0].accepted


async def test_members_are_sent_when_asked_for(fake: FakeDiscord, connect: Connect) -> None:
    """A bot with the members intent asks for the members at its start, and gets them."""
    intents = discord.Intents.default()
    intents.members = True
    bot = commands.Bot("!", intents=intents)
    await connect(bot)
    await fake.wait(bot.is_ready, 5, "ready")

    guild = bot.get_guild(fake.guild.id)
    assert guild is not None
    assert guild.chunked
    assert guild.get_member(fake.user.id) is not None


@pytest.fixture
async def seen(fake: FakeDiscord, connect: Connect) -> list[str]:
    """What a bot without the message-content intent reads."""
    texts: list[str] = []
    bot = commands.Bot("!", intents=discord.Intents.default())

    @bot.listen()
    async def on_message(message: discord.Message) -> None:
        texts.append(message.content)

    await connect(bot)
    return texts


async def test_content_is_hidden_without_the_intent(fake: FakeDiscord, seen: list[str]) -> None:
    """A message that is not meant for the bot arrives empty."""
    await fake.say(fake.channel, fake.user, "a secret")
    await fake.settled()

    assert seen == [""]


async def test_content_for_the_bot_is_shown(fake: FakeDiscord, seen: list[str]) -> None:
    """Direct messages, mentions and replies that ping are readable without the intent."""
    own = await fake.say(fake.channel, fake.bot, "own")
    await fake.direct(fake.user, "direct")
    await fake.say(fake.channel, fake.user, f"mention {fake.bot.mention}")
    await fake.say(fake.channel, fake.user, "reply", reply_to=own)
    await fake.say(fake.channel, fake.user, "reply without ping", reply_to=own, ping=False)
    await fake.settled()

    assert seen == ["own", "direct", f"mention {fake.bot.mention}", "reply", ""]


async def test_guild_events_reach_the_bot(fake: FakeDiscord, connect: Connect) -> None:
    """Guilds come, go and fail, and channels vanish, as events."""
    bot = echo_bot()
    events: list[str] = []
    for name in ("guild_join", "guild_remove", "guild_unavailable", "guild_channel_delete"):

        async def note(_: Any, name: str = name) -> None:
            events.append(name)
            fake.journal.touch()

        bot.add_listener(note, f"on_{name}")
    await connect(bot)
    await fake.wait(bot.is_ready, 5, "ready")
    guild = fake.world.add_guild("Another")
    channel = fake.world.add_channel(guild, "general")

    await fake.guild_joined(guild)
    await fake.channel_changed(channel)
    await fake.channel_deleted(channel)
    await fake.guild_outage(guild)
    await fake.guild_back(guild)
    await fake.guild_left(guild)
    await fake.settled()

    assert events == ["guild_join", "guild_channel_delete", "guild_unavailable", "guild_remove"]


async def test_edit_and_delete_reach_the_bot(fake: FakeDiscord, connect: Connect) -> None:
    """A member's edit and deletion are events with the new content."""
    bot = echo_bot()
    events: list[str] = []

    @bot.listen()
    async def on_message_edit(_: discord.Message, after: discord.Message) -> None:
        events.append(after.content)

    @bot.listen()
    async def on_message_delete(message: discord.Message) -> None:
        events.append("deleted")

    await connect(bot)
    message = await fake.say(fake.channel, fake.user, "first")
    await fake.edit(message, "second")
    await fake.delete(message)
    await fake.settled()

    assert events == ["second", "deleted"]


async def test_webhook_message_has_no_member(fake: FakeDiscord, connect: Connect) -> None:
    """A webhook's message says that it is one."""
    bot = echo_bot()
    seen: list[tuple[int | None, bool]] = []

    @bot.listen()
    async def on_message(message: discord.Message) -> None:
        seen.append((message.webhook_id, message.author.bot))

    await connect(bot)
    hook = fake.world.add_user("hook")
    await fake.say(fake.channel, hook, "x", webhook=True)
    await fake.settled()

    assert seen == [(hook.id, True)]
