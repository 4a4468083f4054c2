"""Hold the bot's messages against Discord's rules, and against what this bot must never do."""

from dataclasses import dataclass

from .checks import Form, check_mentions, check_message
from .errors import (
    CANNOT_DM,
    EMPTY_MESSAGE,
    INVALID_FORM,
    MISSING_PERMISSIONS,
    THREAD_ARCHIVED,
    ApiError,
    Refusal,
)
from .guild import Channel
from .journal import Journal, Violation
from .json_types import Json
from .message import MessageFlag, walk
from .permission import Permission
from .rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message body with its files, and where it came in (for reports)."""

    body: Json
    files: dict[str, bytes]
    where: str


class Inspector:
    """Check bodies and permissions; what is wrong becomes a refusal and, mostly, a violation."""

    def __init__(self, rules: Rules, journal: Journal) -> None:
        self._rules = rules
        self._journal = journal

    def check(
        self, parcel: Parcel, flags: MessageFlag, *, pings: bool, before: Json | None = None
    ) -> None:
        """Refuse a body that Discord would refuse, and note what must never happen.

        `pings`: the message notifies people; `before`: the message that is edited.
        """
        if not self._rules.strict:
            return
        body = parcel.body
        self.refuse(check_message(body, flags), parcel.where, body)
        if pings and (how := check_mentions(body)):
            self._journal.violate(
                Violation(code="allowed_mentions", what=how, where=parcel.where, body=body)
            )
        shown = {**(before or {}), **body}
        texts = ("content", "embeds", "components", "sticker_ids", "attachments", "poll")
        content = shown.get("content")
        filled = [shown.get(key) for key in texts[1:]] + [
            content.strip() if isinstance(content, str) else None
        ]
        if not any(filled) and not parcel.files:
            raise self.breach(EMPTY_MESSAGE, parcel.where, body)
        self._check_attachments(parcel)

    def refuse(self, form: Form, where: str, body: object) -> None:
        """Turn a form with wrong fields into 400 and a violation."""
        if form.faults:
            raise self.breach(INVALID_FORM, where, body, form)

    def breach(
        self, refusal: Refusal, where: str, body: object = None, form: Form | None = None
    ) -> ApiError:
        """Note a violation and make the refusal to raise."""
        what = str(form) if form else refusal.message
        self._journal.violate(Violation(code=refusal.code, what=what, where=where, body=body))
        return ApiError(refusal, form.errors() if form else None)

    def check_may_send(self, channel: Channel, may: Permission) -> None:
        """Refuse a channel that the bot may not write to."""
        if channel.recipient is not None and not channel.recipient.accepts_dms:
            raise ApiError(CANNOT_DM)
        needed = (
            Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        )
        if needed not in may:
            raise ApiError(MISSING_PERMISSIONS)
        if channel.archived:
            raise ApiError(THREAD_ARCHIVED)

    def _check_attachments(self, parcel: Parcel) -> None:
        """Every `attachment://` address needs a file of that name in the same request."""
        names = {str(a.get("filename")) for a in parcel.body.get("attachments") or []}
        names |= {name.rpartition("/")[2] for name in parcel.files}
        form = Form()
        media = [
            e[k]
            for e in parcel.body.get("embeds") or []
            for k in ("image", "thumbnail")
            if e.get(k)
        ]
        for component in walk(parcel.body.get("components") or []):
            media += [component[key] for key in ("media", "file") if component.get(key)]
            media += [item["media"] for item in component.get("items", [])]
        for item in media:
            scheme, _, name = str(item.get("url")).partition("://")
            if scheme == "attachment" and name not in names:
                form.refuse(
                    ("attachments",),
                    "REFERENCED_ATTACHMENT_NOT_FOUND",
                    f"The referenced attachment {name} is not in the request",
                )
        self.refuse(form, parcel.where, parcel.body)
