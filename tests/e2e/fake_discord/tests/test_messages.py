"""Messages: what is made, and what is refused."""

import pytest

from fake_discord import (
    FakeDiscord,
    Intent,
    Json,
    Kind,
    Permission,
)
from fake_discord.tests.bad_messages import BAD_MESSAGES
from fake_discord.tests.bodies import button, row, select
from fake_discord.tests.client import Api
from fake_discord.tests.good_messages import GOOD_MESSAGES


async def test_message_is_edited_and_deleted(fake: FakeDiscord, api: Api) -> None:
    """A message of the bot's own can be changed, read and deleted; afterwards it is unknown."""
    made = await api.post({"content": "first"})
    path = f"/channels/{fake.channel.id}/messages/{made.body['id']}"

    edited = await api.call("PATCH", path, {"content": "second"})
    assert (await api.call("DELETE", path)).status == 204

    assert edited.body["content"] == "second"
    assert edited.body["edited_timestamp"]
    assert (await api.call("GET", path)).code == 10008
    assert [sent.kind for sent in fake.sent] == [Kind.MESSAGE, Kind.EDIT, Kind.DELETE]


async def test_same_nonce_makes_one_message(fake: FakeDiscord, api: Api) -> None:
    """With enforce_nonce a repeated request returns the message that exists."""
    body = {"content": "x", "nonce": "1", "enforce_nonce": True}

    first, second = await api.post(body), await api.post(body)

    assert first.body["id"] == second.body["id"]
    assert len(fake.sent) == 1


@pytest.mark.parametrize("body", BAD_MESSAGES.values(), ids=BAD_MESSAGES.keys())
async def test_bad_message_is_refused_and_noted(fake: FakeDiscord, api: Api, body: Json) -> None:
    """What Discord refuses is 400 with code 50035 and `errors`, makes nothing, and is noted."""
    reply = await api.post(body)

    assert (reply.status, reply.code) == (400, 50035)
    assert reply.body["errors"]
    assert 50035 in [violation.code for violation in fake.violations]
    assert not fake.sent
    with pytest.raises(AssertionError, match="50035"):
        fake.assert_clean()


@pytest.mark.parametrize("body", GOOD_MESSAGES.values(), ids=GOOD_MESSAGES.keys())
async def test_message_at_the_limits_is_taken(fake: FakeDiscord, api: Api, body: Json) -> None:
    """What just fits is made, and nothing is noted."""
    assert (await api.post(body)).status == 200

    assert len(fake.sent) == 1
    fake.assert_clean()


@pytest.mark.parametrize(
    "body", [{}, {"content": ""}, {"content": " \n "}, {"embeds": [], "components": []}]
)
async def test_empty_message_is_refused(fake: FakeDiscord, api: Api, body: Json) -> None:
    """A message without anything to see is 50006."""
    assert (await api.post(body)).code == 50006
    assert [violation.code for violation in fake.violations] == [50006]


@pytest.mark.parametrize(
    "allowed",
    [
        None,
        {},
        {"parse": ["users"]},
        {"parse": ["everyone"]},
        {"parse": [], "users": ["1"]},
        {"parse": [], "replied_user": True},
    ],
)
async def test_message_that_could_ping_is_noted(
    fake: FakeDiscord, api: Api, allowed: Json | None
) -> None:
    """Discord takes a message that may ping; this fake takes it too, and notes it."""
    body: Json = {"content": "x", "allowed_mentions": allowed}

    assert (await api.post(body)).status == 200

    assert [violation.code for violation in fake.violations] == ["allowed_mentions"]


@pytest.mark.parametrize("data", [b"{", b'{"content": "\\ud800"}'])
async def test_broken_json_is_refused(fake: FakeDiscord, api: Api, data: bytes) -> None:
    """Broken text and halves of surrogate pairs are no JSON for Discord."""
    path = f"/channels/{fake.channel.id}/messages"

    assert (await api.call("POST", path, data=data)).code == 50109
    assert [violation.code for violation in fake.violations] == [50109]


async def test_whole_surrogate_pair_is_taken(fake: FakeDiscord, api: Api) -> None:
    """An escaped emoji is fine."""
    assert (await api.post({"content": "\N{SNAKE}"})).body["content"] == "\N{SNAKE}"
    fake.assert_clean()


@pytest.mark.parametrize(
    ("missing", "body", "code"),
    [
        (Permission.VIEW_CHANNEL, {"content": "x"}, 50001),
        (Permission.SEND_MESSAGES, {"content": "x"}, 50013),
        (Permission.EMBED_LINKS, {"embeds": [{"title": "x"}]}, 50013),
        (
            Permission.READ_MESSAGE_HISTORY,
            {"content": "x", "message_reference": {"message_id": "1"}},
            160002,
        ),
    ],
)
async def test_missing_permission_is_refused(
    fake: FakeDiscord, api: Api, missing: Permission, body: Json, code: int
) -> None:
    """A permission that the bot lacks has its code; that is no violation."""
    fake.channel.deny(fake.guild.everyone, missing)
    fake.channel.deny(fake.bot, missing)

    assert (await api.post(body)).code == code
    fake.assert_clean()


async def test_embed_is_dropped_without_embed_links(fake: FakeDiscord, api: Api) -> None:
    """Beside content an embed that may not be shown is dropped silently, and noted."""
    fake.channel.deny(fake.bot, Permission.EMBED_LINKS)

    reply = await api.post({"content": "x", "embeds": [{"title": "x"}]})

    assert reply.body["embeds"] == []
    assert "Embed Links" in fake.journal.notes[0]


async def test_thread_has_its_own_permission(fake: FakeDiscord, api: Api) -> None:
    """Threads ask for Send Messages in Threads; an archived one takes nothing."""
    thread = fake.world.add_thread(fake.channel, "thread")
    fake.channel.deny(fake.bot, Permission.SEND_MESSAGES)

    assert (await api.post({"content": "x"}, thread.id)).status == 200
    thread.archived = True
    assert (await api.post({"content": "x"}, thread.id)).code == 50083


async def test_missing_objects_have_their_codes(fake: FakeDiscord, api: Api) -> None:
    """Unknown channels, messages, users, and members who take no messages are told apart."""
    channel = f"/channels/{fake.channel.id}"
    dm = fake.world.dm(fake.user)
    fake.user.accepts_dms = False
    other = await fake.say(fake.channel, fake.user, "x")

    codes = [
        (await api.post({"content": "x"}, 1)).code,
        (await api.call("GET", f"{channel}/messages/1")).code,
        (await api.call("PATCH", f"{channel}/messages/{other.id}", {"content": "x"})).code,
        (await api.call("DELETE", f"{channel}/messages/{other.id}")).code,
        (await api.post({"content": "x"}, dm.id)).code,
        (await api.call("GET", "/users/1")).code,
        (await api.call("GET", "/guilds/1")).code,
        (await api.call("POST", "/users/@me/channels", {"recipient_id": "1"})).code,
    ]

    assert codes == [10003, 10008, 50005, 50013, 50007, 10013, 10004, 10013]
    fake.assert_clean()


async def test_reply_to_a_deleted_message_is_refused(fake: FakeDiscord, api: Api) -> None:
    """A reply to nothing is 50035 unless the body says that it may go without."""
    question = await fake.say(fake.channel, fake.user, "x")
    await fake.delete(question)
    reference: Json = {"message_id": str(question.id)}

    refused = await api.post({"content": "x", "message_reference": reference})
    reference["fail_if_not_exists"] = False
    taken = await api.post({"content": "x", "message_reference": reference})

    assert "message_reference" in refused.body["errors"]
    assert taken.status == 200
    fake.assert_clean()


async def test_surprising_body_is_refused_and_noted(fake: FakeDiscord, api: Api) -> None:
    """A body of a shape that nobody foresaw is 400, and the note says where it failed."""
    assert (await api.post({"embeds": ["x"]})).status == 400

    assert fake.violations[0].code == "malformed"
    assert "Traceback" in fake.violations[0].what


async def test_typing_and_history_are_served(fake: FakeDiscord, api: Api) -> None:
    """Typing is recorded; a channel lists its messages, newest first."""
    path = f"/channels/{fake.channel.id}"
    for content in "ab":
        await fake.say(fake.channel, fake.user, content)

    typed = await api.call("POST", f"{path}/typing")
    listed = await api.call("GET", f"{path}/messages", params={"limit": "1"})

    assert typed.status == 204
    assert [sent.kind for sent in fake.sent] == [Kind.TYPING]
    assert [message["content"] for message in listed.body] == ["b"]


async def test_rest_hides_content_where_the_portal_does(fake: FakeDiscord, api: Api) -> None:
    """Without the intent's switch the API shows no content of others either."""
    fake.world.application.allowed_intents = Intent(0)
    message = await fake.say(fake.channel, fake.user, "a secret")

    shown = await api.call("GET", f"/channels/{fake.channel.id}/messages/{message.id}")

    assert shown.body["content"] == ""


async def test_text_is_everything_that_is_read(fake: FakeDiscord, api: Api) -> None:
    """A message's text has its embeds and components in it."""
    made = await api.post(
        {
            "content": "content",
            "embeds": [
                {
                    "title": "title",
                    "fields": [{"name": "name", "value": "value"}],
                    "footer": {"text": "footer"},
                }
            ],
            "components": [row(button(label="label")), row(select("option", custom_id="s"))],
        }
    )

    text = fake.world.messages[int(made.body["id"])].text()

    assert text.split() == ["content", "title", "name", "value", "footer", "label", "option"]


async def test_everyone_needs_the_permission(fake: FakeDiscord) -> None:
    """@everyone counts only from whoever may."""
    text = "@everyone look"

    messages = [await fake.say(fake.channel, who, text) for who in (fake.user, fake.world.owner)]

    assert [m.payload["mention_everyone"] for m in messages] == [False, True]
