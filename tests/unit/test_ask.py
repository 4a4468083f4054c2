"""`ask`: what programs rely on, in this process and in processes of its own."""

import io
import json
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

import bot.cli
from bot.cli import main
from bot.exits import Exit
from knowledge import Answerer, Criterion, Question, Reply, Unsure
from tests.process import environment, run
from tests.small_base import CAFFEINE, SmallBase

KEYS = {"question", "language", "status", "matches", "answered", "frameworks", "text"}


class Hesitant(Answerer):
    """Asks back whatever the question is."""

    def answer(self, question: Question, *, about: tuple[Criterion, ...] = ()) -> Reply:
        """Offer everything."""
        return Unsure(
            question=question,
            language=question.language,
            matches=(),
            frameworks=tuple(self.knowledge.frameworks),
            candidates=tuple(self.knowledge.criteria.values()),
        )


def ask(
    base: SmallBase, *arguments: str | bytes, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run `ask` as a process over the small knowledge base."""
    return run("ask", *arguments, cwd=base.root, **{"KNOWLEDGE_DIR": ".", **more})


def asking(base: SmallBase) -> subprocess.Popen[bytes]:
    """Start `ask` as a process that answers line by line, and goes on."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=base.root,
        env=environment(KNOWLEDGE_DIR="."),
    )


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """Return the objects that a process printed, one a line, and see that it said nothing else."""
    assert done.stderr == b""
    assert done.stdout.endswith(b"\n") or not done.stdout
    return [json.loads(line.decode()) for line in done.stdout.split(b"\n")[:-1]]


def test_ask_prints_a_found_answer(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """A found answer is plain text, whole, and the status is 0."""
    assert main(["ask", "caffeine"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(CAFFEINE)
    assert "\x1b" not in out
    assert err == ""


def test_ask_joins_its_words(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """A question needs no quotes."""
    main(["ask", "Which", "one", "keeps", "me", "awake?"])
    first = capsys.readouterr().out
    main(["ask", "Which one keeps me awake?"])
    assert capsys.readouterr().out == first


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\0", "🙂"])
def test_ask_does_not_know_what_says_nothing(
    base: SmallBase, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """An empty or unreadable question is unknown: a polite text and status 3."""
    assert main(["ask", text]) == 3
    assert "Tea and Coffee" in capsys.readouterr().out


def test_ask_tells_by_its_status_that_it_is_unsure(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asking back has status 2."""
    monkeypatch.setattr(bot.cli, "Answerer", Hesitant)
    assert main(["ask", "caffeine"]) == 2
    assert capsys.readouterr().out.startswith("Which of these do you mean?")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["caffeine"], "en"),
        (["咖啡因"], "zh"),
        (["caffeine", "--lang", "zh"], "zh"),
        (["--lang", "en", "咖啡因"], "en"),
    ],
)
def test_ask_answers_in_the_language_that_is_wanted(
    base: SmallBase, capsys: pytest.CaptureFixture[str], arguments: list[str], language: str
) -> None:
    """The option wins over the text, the text over the default."""
    assert main(["ask", "--json", *arguments]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["language"] == language
    assert answer["text"].startswith("Caffeine" if language == "en" else "咖啡因")


def test_ask_follows_the_default_language(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text that proves no language is answered in the one of the settings."""
    monkeypatch.setenv("DEFAULT_LANGUAGE", "zh")
    main(["ask", "caffeine"])
    assert capsys.readouterr().out.startswith("咖啡因")


def test_ask_explains_on_request(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """The matches and their evidence follow the answer."""
    main(["ask", "caffeine", "--explain"])
    assert "\n\ncaffeine 100.0" in capsys.readouterr().out
    main(["ask", "caffeine", "--explain", "--json"])
    assert "evidence" in json.loads(capsys.readouterr().out)["matches"][0]


def test_ask_json_is_one_object(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """A single question gets one object in one line, with the keys that programs rely on."""
    assert main(["ask", "--json", "caffeine"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    answer = json.loads(line)
    assert set(answer) >= KEYS
    assert answer["question"] == "caffeine"
    assert answer["status"] == "found"
    assert answer["answered"] == ["caffeine"] == [answer["matches"][0]["id"]]
    assert answer["frameworks"] == ["tea", "coffee"]
    assert 0 <= answer["matches"][0]["score"] <= 100


def test_ask_json_has_no_match_outside_the_criteria(
    base: SmallBase, capsys: pytest.CaptureFixture[str]
) -> None:
    """A kind of message out of scope is never a match, and its reply is unknown."""
    assert main(["ask", "--json", "hi"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "unknown"
    assert answer["answered"] == []
    assert {match["id"] for match in answer["matches"]} <= {"choosing", "caffeine"}
    assert answer["text"].startswith("Hello!")


def test_ask_lines_are_answered_one_by_one(base: SmallBase) -> None:
    """One object a line, in order, for empty lines, CR, bad bytes and a last line without LF."""
    done = ask(
        base,
        "--json",
        "-",
        stdin=b"caffeine\n\ncaffeine\r\n\xff\xfe\n\xe5\x92\x96\xe5\x95\xa1\xe5\x9b\xa0",
    )
    several = answers(done)
    assert done.returncode == 0
    assert [a["question"] for a in several] == [
        "caffeine",
        "",
        "caffeine\r",
        "\ufffd\ufffd",
        "咖啡因",
    ]
    assert [a["status"] for a in several] == ["found", "unknown", "found", "unknown", "found"]
    assert [a["language"] for a in several] == ["en", "en", "en", "en", "zh"]


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_ask_speaks_utf8_whatever_the_locale(base: SmallBase, locale: dict[str, str]) -> None:
    """Input and output are UTF-8 with LF in every locale, on the command line as well."""
    [answer] = answers(ask(base, "--json", "-", stdin="咖啡因\n".encode(), **locale))
    assert answer["question"] == "咖啡因"
    done = ask(base, "--json", "咖啡因".encode(), **locale)
    assert "咖啡因".encode() in done.stdout
    assert b"\r" not in done.stdout


def test_ask_takes_bytes_that_are_no_text(base: SmallBase) -> None:
    """An argument that is no UTF-8 is a question like another."""
    done = ask(base, "--json", b"caffeine \xff")
    assert json.loads(done.stdout)["question"] == "caffeine \ufffd"
    assert done.stderr == b""


def test_ask_lines_are_flushed(base: SmallBase) -> None:
    """Each answer is there before the next question is written."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=base.root,
        env=environment(KNOWLEDGE_DIR="."),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text in ("caffeine", "choosing", "caffeine"):
            process.stdin.write(f"{text}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["answered"] == [text]
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_ask_lines_end_with_the_input(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is 0 whatever the answers are, and --lang holds for every line."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caffeine\n\n")))
    assert main(["ask", "--json", "-", "--lang", "zh"]) == 0
    several = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(a["status"], a["language"]) for a in several] == [("found", "zh"), ("unknown", "zh")]


def test_ask_lines_without_json_are_text(base: SmallBase) -> None:
    """Without --json each line gets its answer as text."""
    done = ask(base, "-", stdin=b"caffeine\ncaffeine\n")
    assert done.stdout.decode().count(CAFFEINE) == 2


def test_ask_without_lines_is_fine(base: SmallBase) -> None:
    """No input, no answer, status 0."""
    done = ask(base, "--json", "-")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_ask_stops_quietly_when_nobody_reads(base: SmallBase) -> None:
    """A reader that goes away ends it without a word."""
    with asking(base) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"caffeine\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"caffeine\n")
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_ask_is_interrupted_quietly(base: SmallBase) -> None:
    """Ctrl-C ends it with the status of an interrupt and no traceback."""
    with asking(base) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"caffeine\n")
        process.stdin.flush()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (Exit.INTERRUPTED, b"")


def test_ask_is_light(base: SmallBase) -> None:
    """A question needs neither discord.py nor rich nor aiohttp nor a database."""
    code = (
        "import sys; from bot.cli import main; main(['ask', 'caffeine']);"
        "print(sorted({'discord', 'rich', 'aiohttp', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=base.root,
        env=environment(KNOWLEDGE_DIR="."),
        timeout=60,
        check=True,
    )
    assert done.stdout.endswith(b"\n[]\n")


def test_ask_on_a_terminal_is_styled(base: SmallBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the answer goes through rich."""
    shown: list[str] = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("bot.chat.show", shown.append)
    assert main(["ask", "caffeine"]) == 0
    [text] = shown
    assert text.startswith(CAFFEINE)
