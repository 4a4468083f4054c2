"""The command line: usage, settings, start and end."""

import json
import os
import sys
from types import ModuleType

import pytest

import bot.cli
from bot.cli import main
from bot.settings import Settings
from knowledge import Answerer
from tests.process import run
from tests.small_base import CAFFEINE, SmallBase

TOKEN = "made.up.token-for-tests"


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
