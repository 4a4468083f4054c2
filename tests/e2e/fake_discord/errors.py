"""What Discord says no with."""

from typing import Any, Final, NamedTuple


class Refusal(NamedTuple):
    """One line of Discord's table of error codes."""

    status: int
    code: int
    message: str


UNAUTHORIZED: Final = Refusal(401, 0, "401: Unauthorized")
NO_ROUTE: Final = Refusal(404, 0, "404: Not Found")
UNKNOWN_APPLICATION: Final = Refusal(404, 10002, "Unknown Application")
UNKNOWN_CHANNEL: Final = Refusal(404, 10003, "Unknown Channel")
UNKNOWN_GUILD: Final = Refusal(404, 10004, "Unknown Guild")
UNKNOWN_MEMBER: Final = Refusal(404, 10007, "Unknown Member")
UNKNOWN_MESSAGE: Final = Refusal(404, 10008, "Unknown Message")
UNKNOWN_ROLE: Final = Refusal(404, 10011, "Unknown Role")
UNKNOWN_USER: Final = Refusal(404, 10013, "Unknown User")
UNKNOWN_WEBHOOK: Final = Refusal(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION: Final = Refusal(404, 10062, "Unknown interaction")
UNKNOWN_COMMAND: Final = Refusal(404, 10063, "Unknown application command")
TOO_MANY_COMMANDS: Final = Refusal(
    400, 30032, "Maximum number of application commands reached (100)"
)
TOO_MANY_CREATES: Final = Refusal(
    400, 30034, "Max number of daily application command creates has been reached (200)"
)
ALREADY_ACKNOWLEDGED: Final = Refusal(400, 40060, "Interaction has already been acknowledged.")
TOO_MANY_FOLLOWUPS: Final = Refusal(
    400, 40094, "This interaction has reached the maximum number of follow-up messages"
)
MISSING_ACCESS: Final = Refusal(403, 50001, "Missing Access")
NOT_THE_AUTHOR: Final = Refusal(403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE: Final = Refusal(400, 50006, "Cannot send an empty message")
CANNOT_DM: Final = Refusal(403, 50007, "Cannot send messages to this user")
MISSING_PERMISSIONS: Final = Refusal(403, 50013, "Missing Permissions")
INVALID_WEBHOOK_TOKEN: Final = Refusal(401, 50027, "Invalid Webhook Token")
INVALID_FORM: Final = Refusal(400, 50035, "Invalid Form Body")
THREAD_ARCHIVED: Final = Refusal(400, 50083, "Thread is archived")
INVALID_JSON: Final = Refusal(400, 50109, "The request body contains invalid JSON.")
NO_HISTORY: Final = Refusal(400, 160002, "Cannot reply without permission to read message history")


class ApiError(Exception):
    """Carry a refusal from where it is noticed to the wire."""

    def __init__(self, refusal: Refusal, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{refusal.status} {refusal.code}: {refusal.message}")
        self.refusal = refusal
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """Write the error as Discord's JSON."""
        body: dict[str, Any] = {"message": self.refusal.message, "code": self.refusal.code}
        if self.errors:
            body["errors"] = self.errors
        return body
