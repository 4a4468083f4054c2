"""The conversation in the terminal: over a pipe, and on a terminal of the test."""

import io
import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest

from bot.chat import Chat, show
from knowledge import Answerer, Language
from tests.process import environment, run
from tests.small_base import SmallBase

CAFFEINE = "Caffeine\nCoffee has more.\n"
HINT = "To bring the bot to Discord, write DISCORD_TOKEN into .env"


def talk(
    base: SmallBase,
    monkeypatch: pytest.MonkeyPatch,
    lines: str | bytes,
    explicit: Language | None = None,
    default: Language = Language.EN,
) -> None:
    """Let a chat read *lines* from a pipe."""
    raw = lines.encode() if isinstance(lines, str) else lines
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    Chat(Answerer(base.load()), default=default, explicit=explicit).run()


def test_chat_answers_lines_from_a_pipe(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line that says anything is answered; empty ones are passed over; a hint ends it."""
    talk(small_base, monkeypatch, "caffeine\n\n  \ncaffeine")
    out = capsys.readouterr().out
    assert out.count(CAFFEINE) == 2
    assert out.splitlines()[-1].startswith(HINT)
    assert "?" not in out.split(CAFFEINE)[0]


def test_chat_reads_bytes_that_are_no_text(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bad bytes are a question like another, and the next one is answered."""
    talk(small_base, monkeypatch, b"\xff\xfe\ncaffeine\r\n")
    assert CAFFEINE in capsys.readouterr().out


def test_chat_ends_at_quit(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing behind :quit is read."""
    talk(small_base, monkeypatch, ":quit\ncaffeine\n")
    assert CAFFEINE not in capsys.readouterr().out


@pytest.mark.parametrize("command", [":help", "：help", ":nonsense", ":"])
def test_chat_helps(
    small_base: SmallBase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    """:help, and any other word behind a colon, shows examples and the commands."""
    talk(small_base, monkeypatch, command)
    out = capsys.readouterr().out
    assert "- Which one keeps me awake?" in out
    assert ":help, :lang en|zh, :quit" in out


def test_chat_switches_the_language(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After :lang zh everything is Chinese, whatever the question is written in."""
    talk(small_base, monkeypatch, "咖啡因\n：lang zh\ncaffeine\n:help\n:lang en\n咖啡因\n")
    out = capsys.readouterr().out
    assert out.index("咖啡含量更高。") < out.index("之后用中文回答。")
    assert out.count("咖啡含量更高。") == 2
    assert "- 哪个更提神？" in out
    assert out.index("Answers are in English now.") < out.index(CAFFEINE)


@pytest.mark.parametrize("command", [":lang", ":lang fr", ":lang zh en"])
def test_chat_names_the_languages_there_are(
    small_base: SmallBase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    """A language that is not there is refused with those that are."""
    talk(small_base, monkeypatch, command)
    assert ":lang takes one of en, zh." in capsys.readouterr().out


def test_chat_speaks_only_what_the_knowledge_base_does(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A knowledge base in one language answers in it, whatever was wanted."""
    path = small_base.root / "knowledge.yaml"
    small_base.replace("knowledge.yaml", "languages: [en, zh]", "languages: [en]")
    for file in [path, *small_base.root.rglob("*.yaml")]:
        text = file.read_text("utf-8")
        for chinese in small_base_chinese(text):
            text = text.replace(chinese, "")
        file.write_text(text, "utf-8")
    talk(small_base, monkeypatch, ":help\n咖啡因\n:lang zh\n", Language.ZH, Language.ZH)
    out = capsys.readouterr().out
    assert ":lang takes one of en." in out
    assert "- Which one keeps me awake?" in out


def small_base_chinese(text: str) -> Iterator[str]:
    """Return the parts of a file of the small knowledge base that are Chinese."""
    for line in text.splitlines(keepends=True):
        if line.strip().startswith("zh:"):
            yield line
        elif ", zh:" in line:
            for part in line.split(", zh:")[1:]:
                yield ", zh:" + part[: part.index("}")]


class Keyboard(io.TextIOWrapper):
    """Standard input that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize("end", [b":quit\n", b""])
def test_chat_welcomes_whoever_sits_at_a_terminal(
    small_base: SmallBase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    end: bytes,
) -> None:
    """A terminal gets the welcome and the hint first, and a prompt; its end is the chat's."""
    monkeypatch.setattr(sys, "stdin", Keyboard(io.BytesIO(b"\xff\ncaffeine\n" + end)))
    Chat(Answerer(small_base.load()), default=Language.EN, explicit=None).run()
    out = capsys.readouterr().out
    assert out.startswith("Ask how Tea and Coffee compare.")
    assert out.count(HINT) == 1
    assert f"? {CAFFEINE}" in out


def test_chat_styles_its_answers_on_a_terminal(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes to a terminal goes through rich, wherever the questions come from."""
    shown: list[str] = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("bot.chat.show", shown.append)
    talk(small_base, monkeypatch, "caffeine\n")
    assert shown[0].startswith(CAFFEINE)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("one line", "one line\n"),
        (
            "Heading\nText.\n\nTea\n- Fact.\n  https://tea.example/",
            "\x1b[1mHeading\x1b[0m\nText.\n\n\x1b[1mTea\x1b[0m\n- Fact.\n\x1b[2m  https://tea.exampl"
            "e/\x1b[0m\n",
        ),
        ("[bold]no markup[/bold] :smile:", "[bold]no markup[/bold] :smile:\n"),
        ("", "\n"),
    ],
)
def test_show_sets_headings_and_addresses_off(
    monkeypatch: pytest.MonkeyPatch, text: str, printed: str
) -> None:
    """On a terminal headings are bold and addresses dim; a text is never markup."""
    out = io.StringIO()
    monkeypatch.setattr(out, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    show(text)
    assert out.getvalue() == printed


def test_chat_as_a_process_reads_a_pipe(small_base: SmallBase) -> None:
    """`python -m bot chat` answers what is piped in, in UTF-8, and ends with status 0."""
    done = run(
        "chat",
        "--lang",
        "zh",
        cwd=small_base.root,
        stdin=b"caffeine\n",
        KNOWLEDGE_DIR=".",
        LANG="C",
    )
    assert done.returncode == 0
    assert done.stdout.decode().startswith("咖啡因\n咖啡含量更高。\n")
    assert done.stderr == b""


STARTER = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "bot", "chat"])
"""
"""Makes the terminal the controlling one, so that Ctrl-C arrives, and starts a chat on it."""


@dataclass(slots=True, kw_only=True)
class Terminal:
    """A chat on a pseudo-terminal."""

    process: subprocess.Popen[bytes]
    file: int
    unread: bytes = b""

    def until(self, text: str) -> str:
        """Return what is printed until *text* comes, with it."""
        while text.encode() not in self.unread:
            more = self._read()
            assert more, f"{text!r} never came after {self.unread.decode('utf-8', 'replace')!r}"
            self.unread += more
        seen, mark, self.unread = self.unread.partition(text.encode())
        return (seen + mark).decode("utf-8", "replace").replace("\r\n", "\n")

    def rest(self) -> str:
        """Return what is printed until the chat ends."""
        while more := self._read():
            self.unread += more
        return self.unread.decode("utf-8", "replace")

    def _read(self) -> bytes:
        """Return what comes next, nothing at the end."""
        if not select.select([self.file], [], [], 20)[0]:
            return b""
        try:
            return os.read(self.file, 65_536)
        except OSError:
            # Linux says so where the other end has gone.
            return b""

    def type(self, keys: str | bytes) -> None:
        """Press *keys*."""
        os.write(self.file, keys.encode() if isinstance(keys, str) else keys)


@pytest.fixture
def terminal(small_base: SmallBase) -> Iterator[Terminal]:
    """A chat on a terminal, ended with the test."""
    file, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER],
        stdin=other,
        stdout=other,
        stderr=other,
        start_new_session=True,
        cwd=small_base.root,
        env=environment(
            KNOWLEDGE_DIR=".", TERM="xterm", COLUMNS="200", LC_ALL="C.UTF-8", INPUTRC="/dev/null"
        ),
    )
    os.close(other)
    yield Terminal(process=process, file=file)
    process.kill()
    process.wait()
    os.close(file)


def test_chat_on_a_terminal_welcomes_and_prompts(terminal: Terminal) -> None:
    """A terminal gets a welcome, the way to Discord, and a prompt; :quit ends it."""
    text = terminal.until("? ")
    assert "Ask how Tea and Coffee compare. :help shows more, :quit ends." in text
    assert HINT in text
    terminal.type("caffeine\n")
    assert "\x1b[1mCaffeine" in terminal.until("book")
    terminal.until("? ")
    terminal.type(":quit\n")
    terminal.rest()
    assert terminal.process.wait(20) == 0


def test_chat_on_a_terminal_has_a_history(terminal: Terminal) -> None:
    """The arrow brings the last line back."""
    terminal.until("? ")
    terminal.type("choosing\n")
    terminal.until("It depends.")
    terminal.until("? ")
    terminal.type("\x1b[A\n")
    assert "It depends." in terminal.until("It is strong.")
    terminal.type(":quit\n")
    terminal.rest()
    assert terminal.process.wait(20) == 0


def test_chat_on_a_terminal_survives_bad_bytes(terminal: Terminal) -> None:
    """A byte that is no UTF-8 is answered, not fatal."""
    terminal.until("? ")
    terminal.type(b"\xff\n")
    terminal.until("You could ask")
    terminal.type("caffeine\n")
    terminal.until("Coffee has more.")
    terminal.type(":quit\n")
    terminal.rest()
    assert terminal.process.wait(20) == 0


@pytest.mark.parametrize(("key", "status"), [("\x04", 0), ("\x03", 130)])
def test_chat_on_a_terminal_ends_by_key(terminal: Terminal, key: str, status: int) -> None:
    """Ctrl-D is the end of the input, Ctrl-C an interrupt; neither leaves a traceback."""
    terminal.until("? ")
    for _ in range(20):
        terminal.type(key)
        # Python misses a signal that comes just before it waits for keys: people press again.
        with suppress(subprocess.TimeoutExpired):
            terminal.process.wait(1)
            break
    assert "Traceback" not in terminal.rest()
    assert terminal.process.returncode == status
