"""Interactions: their deadline, their one answer, and what follows."""

import asyncio

import pytest

from fake_discord import (
    FakeDiscord,
    Interaction,
    Json,
    Permission,
)
from fake_discord.tests.bodies import (
    NOBODY,
    button,
    command,
    message_callback,
    row,
    text,
)
from fake_discord.tests.client import Api


async def test_second_answer_is_refused(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """An interaction is answered once; the second time is 40060, and noted."""
    assert (await api.answer(interaction, message_callback())).status == 200

    assert (await api.answer(interaction, message_callback())).code == 40060
    assert [violation.code for violation in fake.violations] == [40060]
    fake.assert_clean(40060)


async def test_late_answer_is_refused(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """After three seconds the interaction is unknown."""
    interaction.created_at -= 3.1

    assert (await api.answer(interaction, message_callback())).code == 10062
    assert [violation.code for violation in fake.violations] == [10062]


async def test_webhook_opens_with_the_answer_and_ends_after_15_minutes(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """Before the answer there is no webhook; after 15 minutes its token is invalid."""
    path = f"/webhooks/{fake.world.application.id}/{interaction.token}"
    body = {"content": "more", "allowed_mentions": NOBODY}

    before = await api.call("POST", path, body)
    await api.answer(interaction, message_callback())
    during = await api.call("POST", path, body)
    interaction.created_at -= 901
    after = await api.call("POST", path, body)

    assert (before.code, during.status, after.code) == (10015, 200, 50027)


async def test_original_is_read_edited_and_deleted(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """@original is the response."""
    await api.answer(interaction, message_callback(flags=64))
    path = f"/webhooks/{fake.world.application.id}/{interaction.token}/messages/@original"

    read = await api.call("GET", path)
    edited = await api.call("PATCH", path, {"content": "edited"})
    deleted = await api.call("DELETE", path)

    assert read.body["flags"] == 64
    assert (edited.body["content"], deleted.status) == ("edited", 204)
    assert (await api.call("GET", path)).code == 10008
    fake.assert_clean()


async def test_edit_that_ends_a_deferral_may_not_ping(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """The edit that fills the placeholder is the first to be seen: it needs allowed_mentions."""
    await api.answer(interaction, {"type": 5})
    path = f"/webhooks/{fake.world.application.id}/{interaction.token}/messages/@original"

    assert interaction.waiting
    await api.call("PATCH", path, {"content": "x"})

    assert [violation.code for violation in fake.violations] == ["allowed_mentions"]
    assert [m.content for m in interaction.messages] == ["x"]


async def test_callback_of_the_wrong_kind_is_refused(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """A command cannot be answered with choices or by updating a message."""
    for kind in (7, 8, 99):
        assert (await api.answer(interaction, {"type": kind})).code == 50035
    assert len(fake.violations) == 3
    assert not interaction.answered


@pytest.mark.parametrize(
    "choices",
    [
        [{"name": "x", "value": "x"}] * 26,
        [{"name": "", "value": "x"}],
        [{"name": "x" * 101, "value": "x"}],
        [{"name": "x", "value": ""}],
        [{"name": "x", "value": "x" * 101}],
    ],
)
async def test_bad_choices_are_refused(
    fake: FakeDiscord, api: Api, interaction: Interaction, choices: list[Json]
) -> None:
    """Autocomplete takes 25 choices, with names and values of 1 to 100 characters."""
    typing = asyncio.create_task(
        fake.autocomplete(fake.user, fake.channel, "ask", {"text": ""}, timeout=0.3)
    )
    await asyncio.sleep(0)
    opened = fake.backend.desk.opened[-1]

    reply = await api.answer(opened, {"type": 8, "data": {"choices": choices}})

    assert reply.code == 50035
    with pytest.raises(TimeoutError):
        await typing


@pytest.mark.parametrize(
    "modal",
    [
        {"custom_id": "x" * 101, "title": "x", "components": [row(button())]},
        {"custom_id": "x", "title": "x" * 46, "components": [row(button())]},
        {"custom_id": "x", "title": "x", "components": []},
    ],
)
async def test_bad_modal_is_refused(
    fake: FakeDiscord, api: Api, interaction: Interaction, modal: Json
) -> None:
    """A modal has a title of 45 characters, a custom id of 100 and one to five components."""
    assert (await api.answer(interaction, {"type": 9, "data": modal})).code == 50035


async def test_good_modal_is_taken(fake: FakeDiscord, api: Api, interaction: Interaction) -> None:
    """A modal may hold labels, texts and rows, and is filled in the same shape."""
    field = {"type": 4, "style": 1}
    modal = {
        "custom_id": "x" * 100,
        "title": "x" * 45,
        "components": [
            text(),
            {"type": 18, "label": "x" * 45, "component": {**field, "custom_id": "a"}},
            row({**field, "custom_id": "b", "label": "B", "max_length": 4000}),
        ],
    }

    assert (await api.answer(interaction, {"type": 9, "data": modal})).status == 200
    submitted = await fake.submit(interaction, {"a": "1", "b": "2"})

    label, in_row = submitted.data["components"]
    assert (label["component"]["value"], in_row["components"][0]["value"]) == ("1", "2")
    fake.assert_clean()


async def test_user_install_is_limited(fake: FakeDiscord, api: Api) -> None:
    """Where the bot is no member: hidden without Use External Apps, and five follow-ups."""
    await api.put_commands(command(integration_types=[1]))
    guild = fake.world.add_guild("Elsewhere", has_bot=False)
    channel = fake.world.add_channel(guild, "general")
    guild.add_member(fake.user)
    guild.everyone.permissions &= ~Permission.USE_EXTERNAL_APPS
    opened = await fake.slash(fake.user, channel, "ask")
    await api.answer(opened, message_callback())
    path = f"/webhooks/{fake.world.application.id}/{opened.token}"
    body = {"content": "more", "allowed_mentions": NOBODY}

    codes = [(await api.call("POST", path, body)).status for _ in range(6)]

    assert codes == [200] * 5 + [400]
    assert all(message.ephemeral for message in opened.messages)


async def test_command_must_be_registered_and_allowed(fake: FakeDiscord, api: Api) -> None:
    """Nobody can use a command that is not there, or that its permissions hide."""
    await api.put_commands(
        command(name="admin", default_member_permissions="32"),
        command(name="here", contexts=[0]),
    )

    with pytest.raises(LookupError):
        await fake.slash(fake.user, fake.channel, "ask")
    with pytest.raises(PermissionError):
        await fake.slash(fake.user, fake.channel, "admin")
    with pytest.raises(LookupError):
        await fake.slash(fake.user, fake.world.dm(fake.user), "here")
    assert await fake.slash(fake.user, fake.channel, "admin", forged=True)
    assert await fake.slash(fake.world.owner, fake.channel, "admin")
