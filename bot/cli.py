"""The composition root: reads the settings, builds what a subcommand needs, and starts it."""

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TextIO

from bot.arguments import UsageError, parse
from bot.exits import Exit
from bot.lasting import lasting
from bot.settings import Settings, SettingsError
from bot.terminal import explain, render, render_criterion
from bot.wire import STATUS, as_json, questions, readable
from knowledge import (
    Answerer,
    Criterion,
    KnowledgeBase,
    KnowledgeError,
    Language,
    Question,
    Reply,
    choose,
    load,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status, one of `Exit`."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    # Only `run` keeps a log; elsewhere what a command returns is all there is to say.
    logging.basicConfig(handlers=[logging.NullHandler()])
    try:
        options = parse(arguments)
        status = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except UsageError as error:
        print(error, file=sys.stderr)
        return Exit.USAGE
    except SettingsError as error:
        print(f"These settings cannot be used:\n{error}", file=sys.stderr)
        return Exit.CONFIG
    except KnowledgeError as error:
        print(f"This knowledge base cannot be used:\n{error}", file=sys.stderr)
        return Exit.CONFIG
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader has gone; without this, Python complains once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    return status


def _start(options: Namespace) -> int:
    """Without a subcommand: Discord where there is a token, else the terminal."""
    return _run(options) if Settings.read().discord_token else _chat(options)


def _run(options: Namespace) -> int:
    settings = Settings.read()
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN: is missing; write it into .env (the README shows how)")
    with lasting():
        from bot.run import run

        answerer = _answerer(settings)
    return run(settings, answerer)


def _chat(options: Namespace) -> int:
    from bot.chat import Chat

    settings = Settings.read()
    explicit = getattr(options, "lang", None)
    Chat(_answerer(settings), default=settings.default_language, explicit=explicit).run()
    return Exit.OK


def _ask(options: Namespace) -> int:
    settings = Settings.read()
    answerer = _answerer(settings)
    answer = _answering(answerer, settings.default_language)

    def write(reply: Reply) -> None:
        if options.json:
            print(as_json(reply, answerer.knowledge, explain=options.explain))
        else:
            reasons = f"\n\n{explain(reply)}" if options.explain else ""
            _show_text(render(reply, answerer.knowledge) + reasons)

    if options.question == ["-"]:
        for text in questions(sys.stdin.buffer):
            write(answer(text, options.lang))
            sys.stdout.flush()
        return Exit.OK
    reply = answer(readable(" ".join(options.question)), options.lang)
    write(reply)
    return STATUS[type(reply)][1]


def _check(options: Namespace) -> int:
    directory = options.directory or Settings.read().knowledge_dir
    if not directory.is_dir():
        raise UsageError(f"python -m bot check: there is no directory {directory}")
    try:
        knowledge = load(directory)
    except KnowledgeError as error:
        print(error)
        return Exit.PROBLEMS
    if options.links:
        from bot.links import check_links

        status, text = check_links(knowledge)
    elif options.stale is not None:
        from bot.staleness import check_staleness

        status, text = check_staleness(knowledge, months=options.stale)
    elif options.confusable:
        from bot.confusion import check_confusion

        status, text = check_confusion(knowledge)
    else:
        facts = sum(len(facts) for c in knowledge.criteria.values() for facts in c.facts.values())
        status, text = (
            Exit.OK,
            (
                f"{directory}: {len(knowledge.criteria)} criteria, {facts} facts, "
                f"{len(knowledge.sources)} sources: no problem found"
            ),
        )
    print(text)
    return status


def _show(options: Namespace) -> int:
    settings = Settings.read()
    knowledge = load(settings.knowledge_dir)
    criterion = _criterion(knowledge, options.id)
    language = knowledge.speak(options.lang or settings.default_language)
    _show_text(render_criterion(criterion, knowledge, language, tuple(knowledge.frameworks)))
    return Exit.OK


def _card(options: Namespace) -> int:
    """Draw the card in one language, or in all where none is asked for."""
    from bot.cards import Cards
    from bot.drawing import draw

    settings = Settings.read()
    knowledge = load(settings.knowledge_dir)
    _criterion(knowledge, options.id)
    languages = (knowledge.speak(options.lang),) if options.lang else knowledge.profile.languages
    cards = Cards(knowledge, prefix=settings.command_prefix, contact=settings.owner_contact)
    page = draw(knowledge, cards, options.id, languages)
    try:
        options.html.write_text(page, "utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{options.html}: cannot be written ({error})") from None
    print(f"{options.html}: open it in a browser")
    return Exit.OK


def _criterion(knowledge: KnowledgeBase, name: str) -> Criterion:
    if name not in knowledge.criteria:
        known = ", ".join(knowledge.criteria)
        raise UsageError(f"there is no criterion {name!r}; there are {known}")
    return knowledge.criteria[name]


def _new(options: Namespace) -> int:
    from bot.stub import StubError, create, next_steps

    directory = Settings.read().knowledge_dir
    try:
        path = create(directory, options.id)
    except StubError as error:
        raise UsageError(str(error)) from None
    print(next_steps(directory, path))
    return Exit.OK


def _evaluate(options: Namespace) -> int:
    from bot.evaluation import EvaluationError, evaluate, read_rows
    from bot.scoreboard import as_json, as_lines, as_table

    settings = Settings.read()
    answerer = _answerer(settings)
    try:
        text = options.file.read_text("utf-8")
        rows = read_rows(text, str(options.file), answerer.knowledge.criteria)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{options.file}: cannot be read ({error})") from None
    except EvaluationError as error:
        raise UsageError(str(error)) from None
    answered = evaluate(rows, _answering(answerer, settings.default_language))
    if options.json:
        print(as_json(answered, failures=options.failures))
    else:
        print(as_table(answered))
        if options.failures:
            print(f"\n{as_lines(answered)}")
    return Exit.OK


def _doctor(options: Namespace) -> int:
    from bot.doctor.visit import doctor

    status, text = doctor(as_json=options.json)
    print(text)
    return status


def _backup(options: Namespace) -> int:
    from bot.upkeep import back_up

    status, text = back_up(Settings.read(), options.file, force=options.force)
    print(text)
    return status


def _kept(options: Namespace) -> int:
    from bot import upkeep

    look = {"stats": upkeep.stats, "gaps": upkeep.gaps}[options.command]
    status, text = look(Settings.read(), options.guild, as_json=options.json)
    print(text)
    return status


def _schema(options: Namespace) -> int:
    from bot.schema import write

    print(write(options.of))
    return Exit.OK


_COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "": _start,
    "run": _run,
    "chat": _chat,
    "ask": _ask,
    "check": _check,
    "show": _show,
    "card": _card,
    "new": _new,
    "evaluate": _evaluate,
    "doctor": _doctor,
    "backup": _backup,
    "stats": _kept,
    "gaps": _kept,
    "schema": _schema,
}


def _answerer(settings: Settings) -> Answerer:
    """Load the knowledge; it stays for good."""
    with lasting():
        return Answerer(load(settings.knowledge_dir))


def _answering(answerer: Answerer, default: Language) -> Callable[[str, Language | None], Reply]:
    """Return what answers a text, in an explicit language or the one that the text proves."""

    def answer(text: str, explicit: Language | None) -> Reply:
        language = choose(text, explicit=explicit, default=default)
        return answerer.answer(Question(text=text, language=language))

    return answer


def _show_text(text: str) -> None:
    if sys.stdout.isatty():
        from bot.chat import show

        show(text)
    else:
        print(text)


def _speak_utf8(stream: TextIO) -> None:
    """Let *stream* write UTF-8 with LF whatever the locale is."""
    with suppress(AttributeError):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[attr-defined]
