"""Writing to Discord where the simulation does not go: places that the cache does not know."""

from typing import Any
from unittest.mock import create_autospec

import discord
import pytest
from aiohttp import ClientResponse
from discord.http import HTTPClient
from discord.state import ConnectionState

from bot.cards import Card
from bot.client import CriteriaBot
from bot.delivery import reply, respond, turn
from bot.desk import Desk
from knowledge import Language


@pytest.fixture
def card(desk: Desk) -> Card:
    """Any card."""
    return desk.cards.help(Language.EN)


def _message(channel: Any, guild: Any = None, text: str = "which one is faster?") -> Any:
    """Return a person's message in *channel*, as a double."""
    message = create_autospec(discord.Message, instance=True)
    message.id = 42
    message.channel, message.guild, message.content = channel, guild, text
    message.author = create_autospec(discord.User, instance=True)
    message.author.bot, message.webhook_id = False, None
    message.type = discord.MessageType.default
    message._state = create_autospec(ConnectionState, instance=True)
    message._state.http = create_autospec(HTTPClient, instance=True)
    message._state.http.request.return_value = {"id": "43"}
    return message


def _guild(*, member: bool = True) -> Any:
    guild = create_autospec(discord.Guild, instance=True)
    guild.me = create_autospec(discord.Member, instance=True) if member else None
    guild.self_role, guild.features = None, []
    return guild


def _partial() -> Any:
    channel = create_autospec(discord.PartialMessageable, instance=True)
    channel.id = 7
    return channel


def _orphan() -> Any:
    """Return a thread whose channel the bot cannot see."""
    thread = create_autospec(discord.Thread, instance=True)
    thread.parent = None
    thread.permissions_for.side_effect = discord.ClientException("Parent channel not found")
    return thread


@pytest.mark.parametrize(
    ("channel", "guild"),
    [
        (_partial(), _guild()),
        (create_autospec(discord.TextChannel, instance=True), _guild(member=False)),
        (_orphan(), _guild()),
    ],
    ids=["unknown channel", "bot not in cache", "thread without parent"],
)
async def test_unknown_rights_are_taken_as_given(channel: Any, guild: Any, card: Card) -> None:
    """Discord itself says no where the bot may not; guessing so would take the card away."""
    message = _message(channel, guild)

    sent = await reply(message, card)
    assert sent is not None
    assert sent.id == 43

    (call,) = message._state.http.request.await_args_list
    assert call.kwargs["json"]["components"]
    assert call.kwargs["json"]["allowed_mentions"] == {"parse": []}
    assert (call.kwargs["json"]["nonce"], call.kwargs["json"]["enforce_nonce"]) == ("42", True)


@pytest.fixture
async def bot(desk: Desk) -> CriteriaBot:
    """A bot that is not connected."""
    bot = CriteriaBot(desk, message_content=True, shards=1)
    user = create_autospec(discord.ClientUser, instance=True)
    user.id = 7
    bot._connection.user = user
    return bot


async def test_message_of_unknown_server_is_no_direct_message(bot: CriteriaBot) -> None:
    """Before a server is in the cache, people there talk to each other and not to the bot."""
    channel = _partial()

    chatter = _message(channel)
    await bot.on_message(chatter)
    chatter._state.http.request.assert_not_awaited()
    mention = _message(channel, text="<@7> which one is faster?")
    mention.id = 43
    await bot.on_message(mention)

    mention._state.http.request.assert_awaited_once()


async def test_bot_that_never_started_closes(desk: Desk) -> None:
    """A start that failed leaves nothing to stop."""
    async with CriteriaBot(desk, message_content=True, shards=1) as bot:
        pass

    assert bot.is_closed()


def _refusal(kind: type[discord.HTTPException], status: int, code: int) -> discord.HTTPException:
    response = create_autospec(ClientResponse, instance=True)
    response.status, response.reason = status, "refused"
    return kind(response, {"code": code, "message": "refused"})


@pytest.mark.parametrize(
    "refusal",
    [
        _refusal(discord.Forbidden, 403, 50013),
        _refusal(discord.Forbidden, 403, 50001),
        _refusal(discord.Forbidden, 403, 50007),
        _refusal(discord.NotFound, 404, 10003),
    ],
    ids=["permissions", "access", "closed direct messages", "deleted channel"],
)
async def test_refused_answer_is_one_line_in_log(
    card: Card, refusal: discord.HTTPException, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the bot may not answer, there is nobody to tell."""
    channel = create_autospec(discord.DMChannel, instance=True)
    channel.id = 99
    message = _message(channel)
    message._state.http.request.side_effect = refusal

    assert await reply(message, card) is None

    message._state.http.request.assert_awaited_once()
    (record,) = caplog.records
    assert record.getMessage() == "cannot answer in channel 99: refused"


async def test_other_failure_is_raised(card: Card) -> None:
    """What may be a defect is for the handler of errors."""
    channel = create_autospec(discord.DMChannel, instance=True)
    message = _message(channel)
    message._state.http.request.side_effect = _refusal(discord.HTTPException, 400, 50035)

    with pytest.raises(discord.HTTPException):
        await reply(message, card)


def _interaction(*, done: bool) -> Any:
    interaction = create_autospec(discord.Interaction, instance=True)
    interaction.response = create_autospec(discord.InteractionResponse, instance=True)
    interaction.response.is_done.return_value = done
    interaction.followup = create_autospec(discord.Webhook, instance=True)
    return interaction


@pytest.mark.parametrize("done", [False, True])
async def test_interaction_is_answered_or_followed_up(card: Card, done: bool) -> None:
    """What was acknowledged already is followed up."""
    interaction = _interaction(done=done)

    await respond(interaction, card, ephemeral=True)

    first, second = interaction.response.send_message, interaction.followup.send
    used, unused = (second, first) if done else (first, second)
    assert used.await_args.kwargs["ephemeral"]
    unused.assert_not_awaited()


@pytest.mark.parametrize("write", [respond, turn])
async def test_refused_card_is_raised(card: Card, write: Any) -> None:
    """A card that Discord refuses is a defect, and not lateness."""
    interaction = _interaction(done=False)
    refusal = _refusal(discord.HTTPException, 400, 50035)
    interaction.response.send_message.side_effect = refusal
    interaction.response.edit_message.side_effect = refusal

    with pytest.raises(discord.HTTPException):
        await write(interaction, card)
