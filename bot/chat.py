"""The conversation in the terminal."""

import sys
from contextlib import suppress
from io import TextIOWrapper

from rich.console import Console
from rich.text import Text

from bot.phrases import PHRASES
from bot.terminal import INDENT, examples, names, render
from knowledge import Answerer, Language, Question, choose

with suppress(ImportError):
    # Importing it gives `input` a history and line editing; Windows has its own.
    import readline  # noqa: F401


def show(text: str) -> None:
    """Print *text* to a terminal: wrapped at words, its headings and addresses set off."""
    styled = Text()
    lines = text.split("\n")
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        heading = after and not before and not line.startswith(("-", " "))
        address = line.startswith(f"{INDENT}https://")
        styled.append(f"{line}\n", style="bold" if heading else "dim" if address else "")
    styled.right_crop(1)
    Console(highlight=False).print(styled)


class Chat:
    """Reads questions and prints answers until the input ends or `:quit` is typed."""

    def __init__(self, answerer: Answerer, *, default: Language, explicit: Language | None) -> None:
        speak = answerer.knowledge.speak
        self._answerer = answerer
        self._default = speak(default)
        self._explicit = explicit and speak(explicit)
        self._terminal = sys.stdin.isatty()

    @property
    def _language(self) -> Language:
        return self._explicit or self._default

    def run(self) -> None:
        """Talk."""
        phrases = PHRASES[self._language]
        if self._terminal:
            if isinstance(sys.stdin, TextIOWrapper):
                # A byte that is not of the terminal's encoding must not end the conversation.
                sys.stdin.reconfigure(errors="replace")
            knowledge = self._answerer.knowledge
            self._print(phrases.welcome.format(frameworks=names(knowledge, self._language)))
            self._print(phrases.go_to_discord)
            self._print("")
        while (line := self._read()) is not None:
            text = line.strip()
            # Who types Chinese types a full-width colon.
            name, *values = text.replace("：", ":", 1).split() or [""]
            if name == ":quit":
                break
            if name == ":lang":
                self._set_language(" ".join(values))
            elif name.startswith(":"):
                self._help()
            elif text:
                self._answer(text)
        if not self._terminal:
            self._print(phrases.go_to_discord)

    def _read(self) -> str | None:
        """Return the next line, None at the end of the input."""
        if not self._terminal:
            raw = sys.stdin.buffer.readline()
            return raw.decode("utf-8", "replace") if raw else None
        try:
            return input(PHRASES[self._language].prompt)
        except EOFError:
            self._print("")
            return None

    def _answer(self, text: str) -> None:
        language = choose(text, explicit=self._explicit, default=self._default)
        reply = self._answerer.answer(Question(text=text, language=language))
        self._print(render(reply, self._answerer.knowledge) + "\n")

    def _help(self) -> None:
        self._print(PHRASES[self._language].terminal_help)
        for example in examples(self._answerer.knowledge, self._language):
            self._print(f"- {example}")
        languages = "|".join(self._answerer.knowledge.profile.languages)
        self._print(f":help, :lang {languages}, :quit\n")

    def _set_language(self, value: str) -> None:
        languages = self._answerer.knowledge.profile.languages
        if value in languages:
            self._explicit = Language(value)
            self._print(PHRASES[self._explicit].language_set)
        else:
            known = ", ".join(languages)
            self._print(PHRASES[self._language].language_unknown.format(languages=known))

    def _print(self, text: str) -> None:
        if sys.stdout.isatty():
            show(text)
        else:
            print(text, flush=True)
