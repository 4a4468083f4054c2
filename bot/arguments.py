"""The grammar of the command line; what a subcommand does stands in `bot.cli`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from knowledge.language import Language

SCHEMAS = ("criterion", "knowledge", "frameworks", "sources", "out-of-scope")
"""The kinds of files that have a schema; listed here so that the parser need not import them."""


class UsageError(Exception):
    """A command line, or a file named on it, that is not as it should be."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.format_usage()}{self.prog}: {message}")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """
    Read *arguments*, those of the process where there are none; `command` is empty without one.

    Raises:
        UsageError: with the usage and what is wrong.
        SystemExit: after the help was printed.
    """
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m bot",
        description="Compare frameworks with cited facts. Without a subcommand: on Discord where "
        "DISCORD_TOKEN is set, else in this terminal.",
        allow_abbrev=False,
    )
    parser.set_defaults(command="")
    commands = parser.add_subparsers(title="subcommands", metavar="")

    def add(name: str, text: str, more: str = "") -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=text, description=f"{text.capitalize()}. {more}", allow_abbrev=False
        )
        command.set_defaults(command=name)
        return command

    add("run", "run on Discord (needs DISCORD_TOKEN)")
    chat = add("chat", "ask in this terminal")
    ask = add(
        "ask",
        "answer a question, or with - one a line from standard input",
        "Exit status: 0 found, 2 unsure, 3 unknown.",
    )
    ask.add_argument("question", nargs="+", help="the question; - reads one a line")
    ask.add_argument("--json", action="store_true", help="print one JSON object a question")
    ask.add_argument("--explain", action="store_true", help="say which words met which")
    check = add(
        "check",
        "validate a knowledge base and list every problem",
        "Exit status: 0 none, 1 problems, stale facts or texts taught twice, 4 addresses that do "
        "not answer, 69 no address can be reached.",
    )
    check.add_argument("directory", nargs="?", type=Path, metavar="DIR")
    more = check.add_mutually_exclusive_group()
    more.add_argument("--links", action="store_true", help="look every address up")
    more.add_argument(
        "--stale", type=_months, metavar="N", help="list facts older than N months, oldest first"
    )
    more.add_argument(
        "--confusable",
        action="store_true",
        help="list texts taken for another criterion's, and those taught twice",
    )
    show = add("show", "print a criterion as people will see it")
    show.add_argument("id", metavar="ID")
    card = add("card", "draw a criterion's card as members will see it on Discord")
    card.add_argument("id", metavar="ID")
    card.add_argument("--html", required=True, type=Path, metavar="FILE", help="the page to write")
    new = add("new", "write the stub of a new criterion")
    new.add_argument("id", metavar="ID", help="lower-case letters, digits and hyphens")
    evaluate = add(
        "evaluate",
        "measure a file of labelled questions",
        "The file has a header and the columns lang, question and expected (ids between | signs, "
        "or none), with tabs between them.",
    )
    evaluate.add_argument("file", type=Path, metavar="FILE.tsv")
    evaluate.add_argument("--json", action="store_true", help="print one JSON object")
    evaluate.add_argument("--failures", action="store_true", help="list the rows that failed")
    doctor = add(
        "doctor",
        "look whether everything that the bot needs is as it should be",
        "Exit status: 0 no problem, 1 problems or what could not be checked, 78 what no restart "
        "mends.",
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    backup = add(
        "backup",
        "write a consistent copy of the database, while the bot runs",
        "Exit status: 0 done, 1 it could not be written.",
    )
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("--force", action="store_true", help="write over an earlier copy")
    for name, text in (
        ("stats", "print what is asked most, from the database"),
        ("gaps", "print the questions without a good answer, with lines to paste"),
    ):
        kept = add(name, text, "Exit status: 0 done, 1 the database cannot be read.")
        kept.add_argument("--guild", type=int, metavar="ID", help="one server's alone")
        kept.add_argument("--json", action="store_true", help="print JSON")
    schema = add("schema", "print a JSON Schema for editors")
    schema.add_argument("--of", choices=SCHEMAS, default="criterion", help="the kind of file")
    for command in (chat, ask, show, card):
        command.add_argument("--lang", type=_language, metavar="LANG", help="en or zh")
    return parser


def _language(value: str) -> Language:
    try:
        return Language(value)
    except ValueError:
        known = ", ".join(Language)
        raise argparse.ArgumentTypeError(f"{value!r} is unknown; write one of {known}") from None


def _months(value: str) -> int:
    if not (value.isascii() and value.isdecimal()):
        raise argparse.ArgumentTypeError(f"{value!r} is no number of months")
    return int(value)
