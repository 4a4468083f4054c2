"""The first lines of a new criterion: every key in place, every text still to be written."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.language import Language
from knowledge.loader import ID_RULE, is_id, outline
from knowledge.model import Profile, Verdict
from knowledge.review import MAX_FACT, MAX_SOURCES, MAX_TITLE

SCHEMA_FILE = "criterion.schema.json"
"""Beside `knowledge.yaml`; the first line of a criterion leads editors to it."""


class StubError(Exception):
    """A stub that cannot be written: the id is none, or its file is there already."""


def create(directory: Path, name: str) -> Path:
    """
    Write the stub of criterion *name* into the knowledge base in *directory*.

    Raises:
        StubError: where *name* is no id or its file is there.
        KnowledgeError: where the knowledge base does not say what it compares.
    """
    if not is_id(name):
        raise StubError(f"{name!r} is no id; {ID_RULE}")
    path = directory / "criteria" / f"{name}.yaml"
    profile, frameworks = outline(directory)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(write(profile, frameworks))
    except OSError as error:
        if path.exists():
            raise StubError(f"{path} is there already; correct it, or choose another id") from None
        raise StubError(f"{path} cannot be written ({error.strerror})") from None
    return path


def write(profile: Profile, frameworks: Iterable[str]) -> str:
    """Write a stub in the languages of *profile*, with an empty fact for each of *frameworks*."""
    return "\n".join(_lines(profile, tuple(frameworks))) + "\n"


def next_steps(directory: Path, path: Path) -> str:
    """Tell what to do with the stub that was written to *path*."""
    steps = [
        f'Open {path} and fill in every "" and [].',
        f"Declare its sources in {directory / 'sources.yaml'}.",
        f"List {path.stem} in a group of {directory / 'knowledge.yaml'}, where it has groups.",
        f"Run: python -m bot check   (and see it with: python -m bot show {path.stem})",
    ]
    if not (directory / SCHEMA_FILE).exists():
        target = directory / SCHEMA_FILE
        steps.append(f"For an editor that completes keys: python -m bot schema > {target}")
    numbered = (f"{number}. {step}" for number, step in enumerate(steps, start=1))
    return "\n".join((f"{path} is written. Now:", *numbered))


def _lines(profile: Profile, frameworks: tuple[str, ...]) -> Iterator[str]:
    languages = profile.languages
    most = ", ".join(f"{MAX_FACT[language]} ({language.value})" for language in languages)
    yield f"# yaml-language-server: $schema=../{SCHEMA_FILE}"
    yield '# Fill in every "" and [], then run: python -m bot check'
    yield ""
    yield f"# What the criterion is called: at most {MAX_TITLE} characters."
    yield from _texts("title", languages)
    yield ""
    yield f"# One neutral sentence that compares them all: at most {most} characters."
    yield from _texts("in_short", languages)
    yield ""
    yield "# Words and short phrases that lead here, 8 or more a language."
    yield "# One that stands in another criterion, or is its id or title, is refused."
    yield from _lists("aliases", languages)
    yield ""
    yield "# How people ask for this, 6 or more a language, each with a word that the others lack."
    yield from _lists("questions", languages)
    yield ""
    yield f"# 2 to 5 facts each, one checkable statement a fact: at most {most} characters."
    yield f"# sources: 1 to {MAX_SOURCES} ids of sources.yaml, the official one first."
    yield '# as_of: year and month of the evidence, "YYYY-MM".'
    yield "facts:"
    for framework in frameworks:
        yield f"  {framework}:"
        yield "    - text:"
        yield from (f'        {language.value}: ""' for language in languages)
        yield "      sources: []"
        yield '      as_of: ""'
    if profile.article:
        verdicts = ", ".join(Verdict)
        yield ""
        yield "# What the article says, claim by claim, where it says anything: remove the # signs."
        yield f"# verdict: one of {verdicts}. note: why."
        yield "# article:"
        yield f"#   {frameworks[0]}:"
        for key in ("says", "note"):
            yield f"#     {'-' if key == 'says' else ' '} {key}:"
            yield from (f'#         {language.value}: ""' for language in languages)
        yield '#       verdict: ""'
    yield ""
    yield "# Ids of criteria worth reading next, where there are some: remove the # sign."
    yield "# related: []"


def _texts(key: str, languages: Iterable[Language]) -> Iterator[str]:
    yield f"{key}:"
    yield from (f'  {language.value}: ""' for language in languages)


def _lists(key: str, languages: Iterable[Language]) -> Iterator[str]:
    yield f"{key}:"
    for language in languages:
        yield f"  {language.value}:"
        yield '    - ""'
