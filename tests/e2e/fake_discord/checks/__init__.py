"""Discord's limits, each as a check that says what the real API would say."""

from .commands import check_commands
from .form import Form
from .messages import check_choices, check_mentions, check_message, check_modal

__all__ = [
    "Form",
    "check_choices",
    "check_commands",
    "check_mentions",
    "check_message",
    "check_modal",
]
