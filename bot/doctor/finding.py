"""What one check found."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How it stands."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    UNCHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    The result of one check; `remedy` says what to do about it.

    `lasting` marks a problem that no restart mends.
    """

    name: str
    status: Status
    text: str
    remedy: str = ""
    lasting: bool = False


def ok(name: str, text: str) -> Finding:
    """Report that all is well."""
    return Finding(name=name, status=Status.OK, text=text)


def warning(name: str, text: str, remedy: str) -> Finding:
    """Report what works but could be better."""
    return Finding(name=name, status=Status.WARNING, text=text, remedy=remedy)


def problem(name: str, text: str, remedy: str, *, lasting: bool = False) -> Finding:
    """Report what keeps the bot from doing its work."""
    return Finding(name=name, status=Status.PROBLEM, text=text, remedy=remedy, lasting=lasting)


def unchecked(name: str, text: str) -> Finding:
    """Report what could not be found out."""
    return Finding(name=name, status=Status.UNCHECKED, text=text)
