"""The texts of a card: short, in full over several pages, or plain. No fact is ever cut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.actions import Action
from bot.phrases import PHRASES, Phrases
from knowledge import Criterion, KnowledgeBase

MAX_TEXT = 4000
"""Characters of all texts of a message with components together."""
MAX_NUMBER = 40
"""Characters of a page's number below it."""
MAX_CONTENT = 2000
"""Characters of a message without components."""
SHORT_FACTS = 2
"""Facts of a framework on a card that nobody asked to unfold, and in plain text, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Markdown under a bar in `colour` (0xRRGGBB), or under none."""

    text: str
    colour: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A piece of text that is never cut, and the title and the heading that it belongs under."""

    text: str
    title: str
    heading: str = ""
    colour: int | None = None

    @property
    def opening(self) -> str:
        """What it begins with at the top of a page."""
        return f"{self.title}\n{self.below}" if self.heading else self.below

    @property
    def below(self) -> str:
        """What it begins with under another heading."""
        return f"{self.heading or self.title}\n{self.text}"


class Writer:
    """Writes the criteria of one action: short, in full, or in plain text."""

    def __init__(self, knowledge: KnowledgeBase, action: Action) -> None:
        self._knowledge = knowledge
        self._language = action.language
        self._phrases: Phrases = PHRASES[action.language]
        self._criteria = [knowledge.criteria[name] for name in action.criteria]
        everything = tuple(knowledge.frameworks.values())
        asked = [everything[place] for place in action.order if place < len(everything)]
        self._frameworks = tuple(dict.fromkeys(f.id for f in (*asked, *everything)))
        self._numbers: dict[str, int] = {}

    def short(self) -> tuple[Section, ...]:
        """Return as many facts a framework as fit on one page, `SHORT_FACTS` at most."""
        for most in range(SHORT_FACTS, 0, -1):
            blocks = [
                block
                for criterion in self._criteria
                for block in self._blocks(criterion, most, notes=False)
            ]
            pages = self._paged(blocks)
            if len(pages) == 1:
                return pages[0]
        return pages[0]

    def full(self) -> list[tuple[Section, ...]]:
        """Return all facts and what the article says, on pages that are numbered if several."""
        blocks = [block for criterion in self._criteria for block in self._blocks(criterion)]
        pages = self._paged(blocks)
        if len(pages) == 1:
            return pages
        pages = self._paged(blocks, MAX_TEXT - MAX_NUMBER)
        return [(*page, self._number(n, len(pages))) for n, page in enumerate(pages, start=1)]

    def plain(self) -> str:
        """Return the lines in short and as many facts a framework as fit a message's content."""
        for most in range(SHORT_FACTS, 0, -1):
            lines = list(self._lines(most))
            text = "\n".join(lines)
            if len(text) <= MAX_CONTENT:
                return text
        return "\n".join(fit(lines, MAX_CONTENT))

    def _lines(self, most: int) -> Iterator[str]:
        for criterion in self._criteria:
            title, text = criterion.title[self._language], criterion.in_short[self._language]
            yield self._phrases.plain_title.format(title=title, text=text)
            for name in self._frameworks:
                yield f"**{self._name(name)}**"
                yield from (f"- {text}" for text in self._facts(criterion, name, most, "<{}>"))

    def _blocks(
        self, criterion: Criterion, most: int | None = None, *, notes: bool = True
    ) -> Iterator[_Block]:
        language = self._language
        title = f"## {criterion.title[language]}"
        yield _Block(text=criterion.in_short[language], title=title)
        for name in self._frameworks:
            framework = self._knowledge.frameworks[name]
            for text in self._facts(criterion, name, most, "{}"):
                heading = f"### {self._name(name)}"
                yield _Block(text=f"- {text}", title=title, heading=heading, colour=framework.rgb)
        article = self._knowledge.profile.article
        if article is None:
            return
        heading = "### " + self._phrases.article.format(
            title=article.title[language], publisher=article.publisher[language]
        )
        for name in self._frameworks:
            for reading in criterion.article.get(name, ()):
                claim = self._phrases.claim.format(
                    framework=self._name(name),
                    verdict=self._phrases.verdicts[reading.verdict],
                    says=reading.says[language],
                )
                text = f"- {claim}\n  {reading.note[language]}" if notes else f"- {claim}"
                yield _Block(text=text, title=title, heading=heading)

    def _facts(
        self, criterion: Criterion, name: str, most: int | None, address: str
    ) -> Iterator[str]:
        for fact in criterion.facts[name][:most]:
            sources = "".join(
                f"{self._phrases.listed}[{self._source(source)}]({address.format(self._url(source))})"
                for source in fact.sources
            )
            text = fact.text[self._language]
            month = self._month(fact.as_of)
            yield self._phrases.fact.format(text=text, month=month, sources=sources)

    def _month(self, as_of: str) -> str:
        year, month = as_of.split("-")
        name = self._phrases.months[int(month) - 1]
        return self._phrases.month.format(year=year, month=name)

    def _source(self, name: str) -> str:
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        return self._phrases.source.format(number=number)

    def _url(self, name: str) -> str:
        # A closing parenthesis would end the link.
        return self._knowledge.sources[name].url.replace("(", "%28").replace(")", "%29")

    def _name(self, framework: str) -> str:
        return self._knowledge.frameworks[framework].name[self._language]

    def _number(self, page: int, pages: int) -> Section:
        return Section(text=f"-# {self._phrases.page.format(page=page, pages=pages)}")

    def _paged(self, blocks: list[_Block], most: int = MAX_TEXT) -> list[tuple[Section, ...]]:
        """Fill pages with whole blocks; where one begins, title and heading stand again."""
        pages: list[list[Section]] = [[]]
        room = most
        under: tuple[str, str] | None = None
        for block in blocks:
            new = (block.title, block.heading) != under
            text = block.below if new else f"\n{block.text}"
            if len(text) > room and pages[-1]:
                pages.append([])
                room, new, text = most, True, block.opening
            if new:
                pages[-1].append(Section(text=text, colour=block.colour))
            else:
                last = pages[-1][-1]
                pages[-1][-1] = Section(text=last.text + text, colour=last.colour)
            room -= len(text)
            under = block.title, block.heading
        return [tuple(page) for page in pages]


def pages(lines: Iterable[str], room: int) -> Iterator[list[str]]:
    """Yield lists of whole *lines* with at most *room* characters together, one line at least."""
    page: list[str] = []
    used = 0
    for line in lines:
        if page and used + len(line) + 1 > room:
            yield page
            page, used = [], 0
        page.append(line)
        used += len(line) + 1
    yield page


def fit(lines: Iterable[str], room: int) -> list[str]:
    """Return the first page of *lines*."""
    return next(pages(lines, room))
