"""A small valid knowledge base that tests change in one place, to see what is said of it."""

from dataclasses import dataclass
from pathlib import Path

from knowledge import KnowledgeBase, KnowledgeError, load
from knowledge.document import Problem

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
"""How its one criterion that is about something is printed."""

CRITERION = "criteria/caffeine.yaml"
ID_REMEDY = "use lower-case letters, digits and single hyphens, at most {} characters"
CRITERION_KEYS = "title, in_short, facts, aliases, questions, article, related"

FILES = {
    "knowledge.yaml": """\
name: {en: Tea and coffee, zh: 茶与咖啡}
languages: [en, zh]
overview: choosing
article: {title: Tea or coffee, publisher: A magazine}
examples:
  en: ["Which one keeps me awake?"]
  zh: ["哪个更提神？"]
groups:
  - title: {en: All, zh: 全部}
    criteria: [choosing, caffeine]
""",
    "frameworks.yaml": """\
tea:
  name: {en: Tea, zh: 茶}
  colour: "#228833"
  homepage: "https://tea.example/"
  aliases: [chai]
coffee:
  name: {en: Coffee, zh: 咖啡}
  colour: "#553311"
  homepage: "https://coffee.example/"
""",
    "sources.yaml": """\
tea-book:
  title: "The book of tea"
  url: "https://tea.example/book"
  date: "2024-05-06"
  checked: "2026-11"
coffee-book:
  title: "The book of coffee"
  url: "https://coffee.example/book"
  version: "1.10"
  checked: "2026-11"
""",
    "out-of-scope.yaml": """\
greeting:
  chat: true
  reply: {en: "Hello!", zh: "你好！"}
  examples:
    en: [hi]
    zh: [你好]
""",
    "criteria/caffeine.yaml": """\
title: {en: Caffeine, zh: 咖啡因}
in_short: {en: "Coffee has more.", zh: "咖啡含量更高。"}
aliases:
  en: [awake, stimulant]
  zh: [提神, 兴奋剂]
questions:
  en: ["Which one keeps me awake?"]
  zh: ["哪个更提神？"]
facts:
  tea:
    - {text: {en: "A cup has 40 mg.", zh: "一杯 40 毫克。"}, sources: [tea-book], as_of: "2024-05"}
  coffee:
    - text: {en: "A cup has 95 mg.", zh: "一杯 95 毫克。"}
      sources: [coffee-book]
      as_of: "2026-11"
article:
  tea:
    - says: {en: "Tea has none.", zh: "茶不含咖啡因。"}
      verdict: wrong
      note: {en: "It has some.", zh: "其实含有。"}
related: [choosing]
""",
    "criteria/choosing.yaml": """\
title: {en: Choosing, zh: 选择}
in_short: {en: "It depends.", zh: "看情况。"}
aliases:
  en: [pick]
  zh: [选哪个]
facts:
  tea:
    - {text: {en: "It is mild.", zh: "比较温和。"}, sources: [tea-book], as_of: "2024-05"}
  coffee:
    - {text: {en: "It is strong.", zh: "比较浓烈。"}, sources: [coffee-book], as_of: "2026-11"}
""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallBase:
    """The files of a small knowledge base below `root`."""

    root: Path

    @classmethod
    def create(cls, root: Path) -> "SmallBase":
        """Write the valid files."""
        base = cls(root=root)
        for file, text in FILES.items():
            base.write(file, text)
        return base

    def write(self, file: str, content: str | bytes) -> None:
        """Give *file* another content, or create it."""
        path = self.root / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace *old*, which stands once in *file*."""
        text = (self.root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def remove(self, file: str) -> None:
        """Delete *file*."""
        (self.root / file).unlink()

    def load(self) -> KnowledgeBase:
        """Load it, which may raise."""
        return load(self.root)

    def problems(self) -> list[Problem]:
        """Return what is wrong with it, nothing where it loads."""
        try:
            self.load()
        except KnowledgeError as error:
            return list(error.problems)
        return []

    def lines(self) -> list[str]:
        """Return what `check` prints of it, with the files relative to `root`."""
        return [str(problem).removeprefix(f"{self.root}/") for problem in self.problems()]
