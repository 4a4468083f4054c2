"""The composition root: reads the settings, builds what a subcommand needs, and starts it."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TextIO

from bot.settings import Settings, SettingsError
from bot.terminal import render
from knowledge import (
    Answerer,
    Found,
    KnowledgeError,
    Language,
    Question,
    Reply,
    Unknown,
    Unsure,
    choose,
    load,
)

EXIT_OK = 0
EXIT_PROBLEMS = 1
EXIT_UNSURE = 2
EXIT_UNKNOWN = 3
EXIT_USAGE = 64
EXIT_CONFIG = 78
EXIT_INTERRUPTED = 130

STATUS: dict[type[Reply], tuple[str, int]] = {
    Found: ("found", EXIT_OK),
    Unsure: ("unsure", EXIT_UNSURE),
    Unknown: ("unknown", EXIT_UNKNOWN),
}
"""What a kind of reply is called in JSON, and the exit status of a single question."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(EXIT_USAGE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit status.

    0 found or done, 1 problems, 2 unsure, 3 unknown, 64 wrong usage, 78 settings or knowledge that
    cannot be used, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except SettingsError as error:
        print(f"These settings cannot be used:\n{error}", file=sys.stderr)
        return EXIT_CONFIG
    except KnowledgeError as error:
        print(f"This knowledge base cannot be used:\n{error}", file=sys.stderr)
        return EXIT_CONFIG
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has gone; without this, Python complains once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m bot", description="Compare frameworks with cited facts.")
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(title="subcommands", metavar="")

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> Any:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    add("run", _run, "run on Discord (needs DISCORD_TOKEN)")
    chat = add("chat", _chat, "ask in this terminal")
    ask = add("ask", _ask, "answer one question, or one a line from standard input for -")
    ask.add_argument("question", nargs="+", help="the question; - reads one a line")
    ask.add_argument("--json", action="store_true", help="print one JSON object a question")
    for command in (chat, ask):
        command.add_argument(
            "--lang", type=Language, choices=list(Language), metavar="LANG", help="en or zh"
        )
    check = add("check", _check, "validate a knowledge base and list every problem")
    check.add_argument("directory", nargs="?", type=Path, metavar="DIR")
    return parser


def _start(options: argparse.Namespace) -> int:
    """Without a subcommand: Discord where there is a token, else the terminal."""
    return _run(options) if Settings.read().discord_token else _chat(options)


def _run(options: argparse.Namespace) -> int:
    settings = Settings.read()
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN: is missing; write it into .env (the README shows how)")
    from bot.run import run

    return run(settings, Answerer(load(settings.knowledge_dir)))


def _chat(options: argparse.Namespace) -> int:
    from bot.chat import Chat

    settings = Settings.read()
    answerer = Answerer(load(settings.knowledge_dir))
    explicit = getattr(options, "lang", None)
    Chat(answerer, default=settings.default_language, explicit=explicit).run()
    return EXIT_OK


def _ask(options: argparse.Namespace) -> int:
    settings = Settings.read()
    answerer = Answerer(load(settings.knowledge_dir))

    def answer(text: str) -> Reply:
        language = choose(text, explicit=options.lang, default=settings.default_language)
        return answerer.answer(Question(text=text, language=language))

    write = _write_json if options.json else _write_text
    if options.question == ["-"]:
        _answer_lines(sys.stdin.buffer, lambda text: write(answer(text), answerer))
        return EXIT_OK
    reply = answer(_readable(" ".join(options.question)))
    write(reply, answerer)
    return STATUS[type(reply)][1]


def _answer_lines(lines: BinaryIO, answer: Callable[[str], None]) -> None:
    """Answer each line as it comes: only LF ends one, and bad bytes become U+FFFD."""
    for line in lines:
        answer(line.removesuffix(b"\n").decode("utf-8", "replace"))
        sys.stdout.flush()


def _write_text(reply: Reply, answerer: Answerer) -> None:
    text = render(reply, answerer.knowledge)
    if not sys.stdout.isatty():
        print(text)
        return
    from bot.chat import show

    show(text)


def _write_json(reply: Reply, answerer: Answerer) -> None:
    answer = {
        "question": reply.question.text,
        "language": reply.language,
        "status": STATUS[type(reply)][0],
        "matches": [{"id": match.id, "score": round(match.score, 1)} for match in reply.matches],
        "answered": [c.id for c in reply.criteria] if isinstance(reply, Found) else [],
        "frameworks": reply.frameworks,
        "text": render(reply, answerer.knowledge),
    }
    print(json.dumps(answer, ensure_ascii=False))


def _check(options: argparse.Namespace) -> int:
    directory = options.directory or Settings.read().knowledge_dir
    if not directory.is_dir():
        print(f"python -m bot check: there is no directory {directory}", file=sys.stderr)
        return EXIT_USAGE
    try:
        knowledge = load(directory)
    except KnowledgeError as error:
        print(error)
        return EXIT_PROBLEMS
    facts = sum(len(facts) for c in knowledge.criteria.values() for facts in c.facts.values())
    print(
        f"{directory}: {len(knowledge.criteria)} criteria, {facts} facts, "
        f"{len(knowledge.sources)} sources: no problem found"
    )
    return EXIT_OK


def _readable(argument: str) -> str:
    """Return a command-line argument with bytes that are no UTF-8 as U+FFFD."""
    return os.fsencode(argument).decode("utf-8", "replace")


def _speak_utf8(stream: TextIO) -> None:
    """Let *stream* write UTF-8 with LF whatever the locale is."""
    with suppress(AttributeError):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[attr-defined]
