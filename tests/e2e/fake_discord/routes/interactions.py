"""The callback of an interaction and the webhook that goes on from it."""

from typing import Final

from fake_discord.interaction import Callback, Interaction
from fake_discord.journal import Kind
from fake_discord.message import MessageFlag
from fake_discord.router import Answer, Call, Route


def callback(call: Call) -> Answer:
    """Take the first response."""
    interaction = call.backend.desk.answer(
        call.id("interaction_id"), call.params["token"], call.parcel
    )
    if not call.flag("with_response"):
        return Answer(status=204)
    shown = interaction.original
    answer: dict[str, object] = {
        "interaction": {
            "id": str(interaction.id),
            "type": int(interaction.type),
            "response_message_loading": interaction.callback is Callback.DEFER,
            "response_message_ephemeral": shown is not None and shown.ephemeral,
            **({"response_message_id": str(shown.id)} if shown else {}),
        }
    }
    if interaction.callback in (Callback.MESSAGE, Callback.UPDATE) and shown is not None:
        answer["resource"] = {"type": int(interaction.callback), "message": shown.payload}
    return Answer(answer)


def _interaction(call: Call) -> Interaction:
    return call.backend.desk.interaction(call.id("webhook_id"), call.params["token"])


def follow_up(call: Call) -> Answer:
    """Make a follow-up; a webhook of an interaction always waits for the message."""
    message = call.backend.desk.follow_up(_interaction(call), call.parcel)
    return Answer(message.payload)


def get_message(call: Call) -> Answer:
    """Show the response or a follow-up."""
    interaction = _interaction(call)
    return Answer(call.backend.desk.message(interaction, call.params["message_id"]).payload)


def edit_message(call: Call) -> Answer:
    """Edit the response or a follow-up."""
    backend, interaction = call.backend, _interaction(call)
    message = backend.desk.message(interaction, call.params["message_id"])
    kind = Kind.RESPONSE if MessageFlag.LOADING in message.flags else Kind.EDIT
    backend.postbox.change(message, call.parcel)
    backend.postbox.record(kind, call.json, message, interaction)
    return Answer(message.payload)


def delete_message(call: Call) -> Answer:
    """Delete the response or a follow-up."""
    backend, interaction = call.backend, _interaction(call)
    message = backend.desk.message(interaction, call.params["message_id"])
    message.deleted = True
    backend.composer.remove(message)
    backend.postbox.record(Kind.DELETE, {}, message, interaction)
    return Answer(status=204)


WEBHOOK: Final = "/webhooks/{webhook_id}/{token}"
ROUTES: Final = [
    Route("POST", "/interactions/{interaction_id}/{token}/callback", callback, needs_token=False),
    Route("POST", WEBHOOK, follow_up, needs_token=False),
    Route("GET", WEBHOOK + "/messages/{message_id}", get_message, needs_token=False),
    Route("PATCH", WEBHOOK + "/messages/{message_id}", edit_message, needs_token=False),
    Route("DELETE", WEBHOOK + "/messages/{message_id}", delete_message, needs_token=False),
]
