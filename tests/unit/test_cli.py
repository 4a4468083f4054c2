"""The command line: what programs rely on, in this process and in processes of its own."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bot.cli
from bot.cli import main
from bot.exits import Exit
from bot.schema import write
from bot.settings import Settings
from knowledge import Answerer, Criterion, Question, Reply, Unsure
from tests.process import environment, run
from tests.small_base import SmallBase

CAFFEINE = """\
Caffeine
Coffee has more.

Tea
- A cup has 40 mg. (as of 2024-05)
  https://tea.example/book

Coffee
- A cup has 95 mg. (as of 2026-11)
  https://coffee.example/book
"""
TOKEN = "made.up.token-for-tests"
KEYS = {"question", "language", "status", "matches", "answered", "frameworks", "text"}


@pytest.fixture
def base(small_base: SmallBase, monkeypatch: pytest.MonkeyPatch) -> SmallBase:
    """A small knowledge base that the settings name, in the working directory."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(small_base.root)
    monkeypatch.setenv("KNOWLEDGE_DIR", ".")
    return small_base


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


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """Return the objects that a process printed, one a line, and see that it said nothing else."""
    assert done.stderr == b""
    assert done.stdout.endswith(b"\n") or not done.stdout
    return [json.loads(line.decode()) for line in done.stdout.split(b"\n")[:-1]]


# ask


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
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=base.root,
        env=environment(KNOWLEDGE_DIR="."),
    ) as process:
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
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=base.root,
        env=environment(KNOWLEDGE_DIR="."),
    ) as process:
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


# usage, settings, knowledge


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "--json"],
        ["ask", "x", "--lang", "fr"],
        ["ask", "x", "--nonsense"],
        ["ask", "x", "--js"],
        ["nonsense"],
        ["--nonsense"],
        ["check", "--stale", "-1"],
        ["check", "--stale", "some"],
        ["check", "--stale", "1", "--links"],
        ["check", "a", "b"],
        ["show"],
        ["new"],
        ["evaluate"],
        ["schema", "--of", "nonsense"],
    ],
)
def test_wrong_usage_is_explained(
    base: SmallBase, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Wrong usage has status 64, and says on standard error how to use it."""
    assert main(arguments) == 64
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: python -m bot")


def test_wrong_language_names_those_there_are(
    base: SmallBase, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown language is refused with the known ones."""
    main(["ask", "x", "--lang", "fr"])
    assert "'fr' is unknown; write one of en, zh" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["check", "--help"]])
def test_help_is_printed(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """Every subcommand explains itself."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    assert "usage: python -m bot" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["ask", "x"], ["chat"], ["run"], ["check"], ["show", "x"], ["new", "x"], []]
)
def test_broken_settings_end_it(
    base: SmallBase,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Settings that cannot be used have status 78 and one message, without the token."""
    monkeypatch.setenv("DISCORD_TOKEN", f"Bot {TOKEN}")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    assert main(arguments) == 78
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "These settings cannot be used:\n"
        "DISCORD_TOKEN: begins with the word Bot; write the token alone\n"
        "LOG_LEVEL: must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'\n"
    )


def test_broken_settings_in_a_process(base: SmallBase) -> None:
    """As a process: status 78, every problem on standard error, no traceback."""
    (base.root / ".env").write_text(f"DISCORD_TOKEN='\"{TOKEN}\"'\nDEFAULT_LANGUAGE=fr\n")
    done = run("run", cwd=base.root)
    assert done.returncode == 78
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "These settings cannot be used:",
        "DISCORD_TOKEN: has quotes or spaces around it; write the bare token",
        "DEFAULT_LANGUAGE: must be 'en' or 'zh'",
    ]


def test_run_needs_a_token(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a token `run` ends with status 78 and says what to do."""
    assert main(["run"]) == 78
    assert "DISCORD_TOKEN: is missing; write it into .env" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["ask", "x"], ["chat"], ["show", "x"]])
def test_broken_knowledge_ends_it(
    base: SmallBase, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """A knowledge base that cannot be used has status 78 and every problem on standard error."""
    base.replace("criteria/choosing.yaml", "[tea-book]", "[nothing]")
    base.replace("criteria/caffeine.yaml", 'as_of: "2024-05"', 'as_of: "May"')
    assert main(command) == 78
    out, err = capsys.readouterr()
    assert out == ""
    first, *problems = err.splitlines()
    assert first == "This knowledge base cannot be used:"
    assert problems == base.lines()
    assert {line.split(":")[0] for line in problems} >= {
        "criteria/caffeine.yaml",
        "criteria/choosing.yaml",
    }


def test_knowledge_that_is_not_there_ends_it(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A KNOWLEDGE_DIR that is none has status 78."""
    monkeypatch.setenv("KNOWLEDGE_DIR", "nowhere")
    assert main(["ask", "x"]) == 78
    assert "nowhere:1: is no directory" in capsys.readouterr().err


# starting


def test_start_without_a_token_is_a_chat(base: SmallBase) -> None:
    """`python -m bot` without a token answers lines from a pipe and says how to go to Discord."""
    done = run(cwd=base.root, stdin=b"caffeine\n", KNOWLEDGE_DIR=".")
    assert done.returncode == 0
    assert done.stdout.decode().startswith(CAFFEINE)
    assert "DISCORD_TOKEN" in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", [[], ["run"]])
def test_start_with_a_token_is_discord(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """With a token it runs on Discord, and returns what that returns."""
    started: list[tuple[Settings, Answerer]] = []
    discord = ModuleType("bot.run")

    def run(settings: Settings, answerer: Answerer) -> int:
        started.append((settings, answerer))
        return 7

    monkeypatch.setattr(discord, "run", run, raising=False)
    monkeypatch.setitem(sys.modules, "bot.run", discord)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert main(arguments) == 7
    [(settings, answerer)] = started
    assert settings.discord_token is not None
    assert set(answerer.knowledge.criteria) == {"choosing", "caffeine"}


# check


def test_check_counts_what_is_fine(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a problem it says how much there is, and its status is 0."""
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ".: 2 criteria, 4 facts, 2 sources: no problem found\n"


def test_check_takes_a_directory(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DIR wins over the setting, which need not even be right."""
    monkeypatch.setenv("KNOWLEDGE_DIR", "nowhere")
    assert main(["check", str(base.root)]) == 0
    assert "no problem found" in capsys.readouterr().out


def test_check_lists_every_problem(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems stand on standard output, all at once, with file, line, path and remedy."""
    base.replace("criteria/choosing.yaml", "[tea-book]", "[nothing]")
    base.replace("frameworks.yaml", '"#228833"', '"green"')
    assert main(["check", "."]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == base.lines()
    assert "frameworks.yaml:3: tea.colour: 'green' is no colour; write" in out
    assert "facts.tea[0].sources[0]: unknown source 'nothing'; " in out
    assert err == ""


@pytest.mark.parametrize("directory", ["nowhere", "knowledge.yaml"])
def test_check_needs_a_directory(
    base: SmallBase, capsys: pytest.CaptureFixture[str], directory: str
) -> None:
    """A directory that is not there is wrong usage."""
    assert main(["check", directory]) == 64
    assert f"there is no directory {directory}" in capsys.readouterr().err


def test_check_lists_stale_facts(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """`--stale` lists old facts with status 1, none with status 0."""
    assert main(["check", "--stale", "9999"]) == 0
    assert capsys.readouterr().out == "0 facts are older than 9999 months\n"
    assert main(["check", "--stale", "0"]) == 1
    assert "2024-05  criteria/caffeine.yaml: facts.tea[0]: A cup" in capsys.readouterr().out


def test_check_looks_links_up(base: SmallBase) -> None:
    """`--links` on a machine without internet says so, with a status of its own."""
    nowhere = "http://127.0.0.1:9"
    done = run("check", ".", "--links", cwd=base.root, HTTPS_PROXY=nowhere, https_proxy=nowhere)
    assert done.returncode == 69
    assert done.stdout.decode().startswith("No address can be reached")
    assert done.stderr == b""


def test_check_returns_what_the_look_up_found(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Addresses that do not answer have a status of their own."""
    monkeypatch.setattr("bot.links.check_links", lambda _: (Exit.DEAD_LINKS, "one is dead"))
    assert main(["check", "--links"]) == 4
    assert capsys.readouterr().out == "one is dead\n"


def test_check_lists_confusable_texts(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """`--confusable` counts all texts, and how many are taken for another's."""
    assert main(["check", "--confusable"]) == 0
    assert "texts are taken for another's, 0 are taught twice" in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--links"], ["--stale", "1"], ["--confusable"]])
def test_check_with_more_checks_the_files_first(
    base: SmallBase, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    """Files that are wrong are listed before anything is looked up."""
    base.replace("frameworks.yaml", '"#228833"', '"green"')
    assert main(["check", *more]) == 1
    assert "is no colour" in capsys.readouterr().out


# show, new, evaluate, schema


def test_show_prints_a_criterion(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """A criterion is printed as people will see it, in the language that is wanted."""
    assert main(["show", "caffeine"]) == 0
    assert capsys.readouterr().out.startswith(CAFFEINE)
    assert main(["show", "caffeine", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("咖啡因\n")


def test_show_names_what_there_is(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown id is wrong usage; the known ones are listed."""
    assert main(["show", "milk"]) == 64
    assert capsys.readouterr().err == (
        "there is no criterion 'milk'; there are choosing, caffeine\n"
    )


def test_new_writes_a_stub(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """`new` writes the file and says what to do next."""
    assert main(["new", "milk"]) == 0
    assert (base.root / "criteria/milk.yaml").exists()
    assert "List milk in a group of knowledge.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "what"), [("caffeine", "is there already"), ("Milk", "is no id; use lower-case")]
)
def test_new_refuses(
    base: SmallBase, capsys: pytest.CaptureFixture[str], name: str, what: str
) -> None:
    """An existing file or a bad id is wrong usage."""
    assert main(["new", name]) == 64
    assert what in capsys.readouterr().err


def test_new_needs_a_knowledge_base(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Without knowing what is compared no stub can be written: status 78."""
    base.remove("frameworks.yaml")
    assert main(["new", "milk"]) == 78
    assert "frameworks.yaml:1: cannot be read" in capsys.readouterr().err


@pytest.fixture
def table(base: SmallBase) -> Path:
    """Labelled questions, one of them with a wrong label."""
    path = base.root / "questions.tsv"
    path.write_text(
        "lang\tquestion\texpected\n"
        "en\tcaffeine\tcaffeine\n"
        "zh\tcaffeine\tchoosing|caffeine\n"
        "en\tchoosing\tcaffeine\n"
        "mixed\t???\tnone\n",
        "utf-8",
    )
    return path


def test_evaluate_prints_a_table(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shares are printed for everything and by language; failing rows on request."""
    assert main(["evaluate", str(table)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("all: 4 questions")
    assert "right 2 of 3 66.7 %" in " ".join(out.split())
    assert "\nen: 2 questions" in out
    assert "\nmixed: 1 questions" in out
    assert "wrong\ten" not in out
    assert main(["evaluate", str(table), "--failures"]) == 0
    assert "\n\n4\twrong\ten\tcaffeine\tchoosing\tchoosing\n" in capsys.readouterr().out


def test_evaluate_prints_json(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as one object."""
    assert main(["evaluate", str(table), "--json", "--failures"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["groups"]["all"]["strict_accuracy"]["count"] == 3
    assert [failure["line"] for failure in result["failures"]] == [4]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"lang\tquestion\texpected\nen\tx\tmilk\n", "questions.tsv:2: unknown id 'milk'"),
        (b"lang\tquestion\n", "questions.tsv:1: the header has no column expected"),
        (b"lang\tquestion\texpected\nen\t\xff\tnone\n", "questions.tsv: cannot be read"),
        (None, "questions.tsv: cannot be read"),
    ],
)
def test_evaluate_refuses_a_bad_file(
    table: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, what: str
) -> None:
    """A file that is no set of labelled questions is wrong usage, named with its line."""
    if content is None:
        table.unlink()
    else:
        table.write_bytes(content)
    assert main(["evaluate", str(table)]) == 64
    out, err = capsys.readouterr()
    assert out == ""
    assert what in err


@pytest.mark.parametrize("of", ["criterion", "sources"])
def test_schema_is_printed(capsys: pytest.CaptureFixture[str], of: str) -> None:
    """`schema` prints the schema of a kind of file."""
    assert main(["schema", "--of", of]) == 0
    assert capsys.readouterr().out == write(of) + "\n"


def test_main_reads_the_arguments_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without arguments those of the process count."""
    monkeypatch.setattr(sys, "argv", ["bot", "schema"])
    assert main() == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Criterion"


def test_main_stops_quietly_when_nobody_reads(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A broken pipe is no failure, and nothing is written when the process ends."""

    def nobody_reads(_: object) -> int:
        raise BrokenPipeError

    with open(os.dup(1), "w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setitem(bot.cli._COMMANDS, "schema", nobody_reads)
        assert main(["schema"]) == 0
        print("into the void", flush=True)  # noqa: T201 - that is the test
    assert capfd.readouterr().out == ""


def test_main_is_interrupted_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C has the status that shells give it."""

    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(bot.cli._COMMANDS, "schema", interrupt)
    assert main(["schema"]) == 130
    assert capsys.readouterr().err == ""
