"""What the types cannot say: references, languages, lengths, and names that clash."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from knowledge.document import Document, Location, Problem
from knowledge.language import Language
from knowledge.model import Criterion, Framework, OutOfScope, Profile, Source
from knowledge.text import normalize

MAX_FACT = {Language.EN: 220, Language.ZH: 110}
"""Characters of a fact, a line in short, or what the article says: short enough to read."""
MAX_TITLE = 60
"""Characters of a title: it stands in buttons, which hold 80."""
MAX_TEXT = 300
"""Characters of an alias, an example or a reply."""
MAX_URL = 300
MAX_SOURCES = 5
"""Sources of one fact: its links must fit on a card."""

_URL = re.compile(r"[!-~]+")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_FULL_DATE = len("YYYY-MM-DD")
_LANGUAGES_RULE = f"list some of {', '.join(Language)}, each once"


class Review:
    """
    Collects `problems` while the loader shows it one part of a knowledge base after another.

    `frameworks`, `sources` and `criteria` are the ids that are declared, None where their file
    could not be read: then nothing is said about references to them.
    """

    def __init__(
        self,
        languages: tuple[Language, ...],
        frameworks: Collection[str] | None,
        sources: Collection[str] | None,
        criteria: Collection[str],
    ) -> None:
        self.languages = languages
        self.frameworks = frameworks
        self.sources = sources
        self.criteria = criteria
        self.cited: set[str] = set()
        self.problems: list[Problem] = []

    def check_profile(self, document: Document, profile: Profile) -> None:
        """Check that the profile speaks all its languages, and names criteria that are there."""
        if not profile.languages or len(set(profile.languages)) < len(profile.languages):
            self._add(document, ("languages",), "names no language or one twice", _LANGUAGES_RULE)
        self._localized(document, ("name",), profile.name, None)
        if profile.overview is not None:
            self._criterion(document, ("overview",), profile.overview)
        if profile.article:
            self._localized(document, ("article", "title"), profile.article.title, None)
            self._localized(document, ("article", "publisher"), profile.article.publisher, None)
        self._texts(document, ("examples",), profile.examples)
        listed: set[str] = set()
        for index, group in enumerate(profile.groups):
            at = ("groups", index)
            self._localized(document, (*at, "title"), group.title, MAX_TITLE)
            for place, name in enumerate(group.criteria):
                where = (*at, "criteria", place)
                self._criterion(document, where, name)
                if name in listed:
                    self._add(document, where, f"{name!r} is listed twice", "keep one of the two")
                listed.add(name)
        if profile.groups and (missing := sorted(set(self.criteria) - listed)):
            what = f"no group lists {', '.join(missing)}"
            self._add(document, ("groups",), what, "add each to the group where people look for it")

    def check_frameworks(self, document: Document, frameworks: Mapping[str, Framework]) -> None:
        """Check names, colours, addresses and aliases, and that no name means two frameworks."""
        if self.frameworks is not None and not self.frameworks:
            self._add(document, (), "declares nothing to compare", "write `<id>:` and its keys")
        owners: dict[str, tuple[str, str]] = {}
        for name, framework in frameworks.items():
            self._localized(document, (name, "name"), framework.name, MAX_TITLE)
            if not _COLOUR.fullmatch(framework.colour):
                what = f"{framework.colour!r} is no colour"
                self._add(document, (name, "colour"), what, 'write "#RRGGBB", in quotes')
            self._address(document, (name, "homepage"), framework.homepage)
            for language, text in framework.name.items():
                self._claim(document, (name, "name", language), text, "name", owners, name)
            for index, alias in enumerate(framework.aliases):
                self._claim(document, (name, "aliases", index), alias, "alias", owners, name)

    def check_sources(self, document: Document, sources: Mapping[str, Source]) -> None:
        """Check that each source says where it is, and which state of it was read."""
        for name, source in sources.items():
            if not source.title.strip():
                self._add(document, (name, "title"), "is empty", "write the title of the page")
            self._address(document, (name, "url"), source.url)
            if not (source.version or source.date):
                remedy = "write `version:` or `date:`, whichever the page has"
                self._add(document, (name,), "says neither version nor date", remedy)
            for key, value in (("date", source.date), ("checked", source.checked)):
                if value is not None and not _is_date(value):
                    remedy = 'write "YYYY", "YYYY-MM" or "YYYY-MM-DD"'
                    self._add(document, (name, key), f"{value!r} is no date", remedy)

    def check_criterion(self, document: Document, criterion: Criterion) -> None:
        """Check the texts, facts, sources and references of a criterion."""
        self._localized(document, ("title",), criterion.title, MAX_TITLE)
        self._localized(document, ("in_short",), criterion.in_short, MAX_FACT)
        self._texts(document, ("aliases",), criterion.aliases)
        self._texts(document, ("questions",), criterion.questions)
        for name in self.frameworks or ():
            if not criterion.facts.get(name):
                remedy = "write at least one, with its source"
                self._add(document, ("facts", name), "has no fact", remedy)
        for part, names in (("facts", criterion.facts), ("article", criterion.article)):
            for name in names:
                self._known(document, (part, name), "framework", name, self.frameworks)
        for name, facts in criterion.facts.items():
            for index, fact in enumerate(facts):
                at: Location = ("facts", name, index)
                self._localized(document, (*at, "text"), fact.text, MAX_FACT)
                self._cite(document, (*at, "sources"), fact.sources)
                if not _MONTH.fullmatch(fact.as_of):
                    what = f"{fact.as_of!r} is no month"
                    self._add(document, (*at, "as_of"), what, 'write "YYYY-MM"')
        for name, readings in criterion.article.items():
            for index, reading in enumerate(readings):
                at = ("article", name, index)
                self._localized(document, (*at, "says"), reading.says, MAX_FACT)
                self._localized(document, (*at, "note"), reading.note, MAX_FACT)
        for index, name in enumerate(criterion.related):
            at = ("related", index)
            self._criterion(document, at, name)
            if name == criterion.id:
                self._add(document, at, "is related to itself", "name another criterion")

    def check_out_of_scope(self, document: Document, kinds: Mapping[str, OutOfScope]) -> None:
        """Check the replies and the examples of the kinds of messages that are not answered."""
        for name, kind in kinds.items():
            if name in self.criteria:
                self._add(document, (name,), f"{name!r} is a criterion's id", "choose another id")
            self._localized(document, (name, "reply"), kind.reply, MAX_TEXT)
            self._texts(document, (name, "examples"), kind.examples)

    def check_names(
        self, criteria: Mapping[str, Criterion], documents: Mapping[str, Document]
    ) -> None:
        """Refuse a name that leads to two criteria: an id, a title or an alias."""
        owners: dict[str, tuple[str, str]] = {}
        for name in criteria:
            owners.setdefault(normalize(name), (name, "id"))
        for name, criterion in criteria.items():
            for language, title in criterion.title.items():
                self._claim(documents[name], ("title", language), title, "title", owners, name)
        for name, criterion in criteria.items():
            for language, aliases in criterion.aliases.items():
                for index, alias in enumerate(aliases):
                    at = ("aliases", language, index)
                    self._claim(documents[name], at, alias, "alias", owners, name)

    def _claim(
        self,
        document: Document,
        location: Location,
        text: str,
        kind: str,
        owners: dict[str, tuple[str, str]],
        name: str,
    ) -> None:
        form = normalize(text)
        if not form:
            self._add(document, location, f"{text!r} holds no word", "write a word")
            return
        owner, what = owners.setdefault(form, (name, kind))
        if owner != name:
            problem = f"{text!r} is also the {what} of {owner!r}"
            self._add(document, location, problem, "keep it where it belongs")

    def check_unused(self, document: Document) -> None:
        """Refuse a source that no fact cites; call it when all criteria were shown."""
        for name in self.sources or ():
            if name not in self.cited:
                self._add(document, (name,), "no fact cites this source", "remove it or cite it")

    def _cite(self, document: Document, location: Location, names: tuple[str, ...]) -> None:
        if not names:
            self._add(document, location, "a fact without source", "name an id of sources.yaml")
        if len(names) > MAX_SOURCES:
            self._add(document, location, f"names {len(names)} sources", f"keep {MAX_SOURCES}")
        for index, name in enumerate(names):
            self._known(document, (*location, index), "source", name, self.sources)
        self.cited.update(names)

    def _address(self, document: Document, location: Location, url: str) -> None:
        try:
            parts = urlsplit(url)
            good = parts.scheme == "https" and bool(parts.hostname)
        except ValueError:
            good = False
        if not good or len(url) > MAX_URL or not _URL.fullmatch(url):
            what = f"{url!r} is no https address"
            self._add(document, location, what, "write the page's own https:// address")

    def _localized(
        self,
        document: Document,
        location: Location,
        texts: Mapping[Language, str],
        limit: int | Mapping[Language, int] | None,
    ) -> None:
        self._every_language(document, location, texts)
        for language, text in texts.items():
            at = (*location, language)
            if not text.strip():
                self._add(document, at, "is empty", "write the text")
            most = limit if isinstance(limit, int) or limit is None else limit[language]
            if most is not None and len(text) > most:
                what = f"has {len(text)} characters"
                self._add(document, at, what, f"write at most {most}, or make it two")

    def _texts(
        self, document: Document, location: Location, texts: Mapping[Language, tuple[str, ...]]
    ) -> None:
        if not texts:
            return
        self._every_language(document, location, texts)
        for language, several in texts.items():
            for index, text in enumerate(several):
                if not text.strip() or len(text) > MAX_TEXT:
                    what = f"has {len(text)} characters"
                    at = (*location, language, index)
                    self._add(document, at, what, f"write 1 to {MAX_TEXT} characters")

    def _every_language(
        self, document: Document, location: Location, texts: Mapping[Language, Any]
    ) -> None:
        for language in self.languages:
            if language not in texts:
                remedy = f"write `{language.value}:` beside the others"
                self._add(document, location, f"has no {language.value!r} text", remedy)
        for language in texts:
            if language not in self.languages:
                what = f"{language.value!r} is not declared"
                at = (*location, language)
                self._add(
                    document, at, what, "add it to `languages` in knowledge.yaml or remove it"
                )

    def _criterion(self, document: Document, location: Location, name: str) -> None:
        if name not in self.criteria:
            what = f"unknown criterion {name!r}"
            self._add(document, location, what, "name a file of criteria/")

    def _known(
        self,
        document: Document,
        location: Location,
        kind: str,
        name: str,
        names: Collection[str] | None,
    ) -> None:
        if names is not None and name not in names:
            remedy = f"declare it in {kind}s.yaml or name one that is there"
            self._add(document, location, f"unknown {kind} {name!r}", remedy)

    def _add(self, document: Document, location: Location, what: str, remedy: str) -> None:
        self.problems.append(document.problem(location, what, remedy))


def _is_date(text: str) -> bool:
    """Tell whether *text* is a year, a month or a day that the calendar has."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if len(text) == _FULL_DATE else f"{text[:4]}-01-01")
    except ValueError:
        return False
    return True
