"""Cards drawn as a page: everything that members see, and nothing that runs."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.cards import Cards
from bot.cli import main
from bot.drawing import draw
from bot.exits import Exit
from bot.phrases import PHRASES
from knowledge import KnowledgeBase, Language
from tests.small_base import SmallBase

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser finds in a page; refuses tags that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note *tag*, and the address of a link."""
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close *tag*, which must be the innermost one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        self.text += data


def _drawn(base: KnowledgeBase, criterion: str, *languages: Language) -> Page:
    return Page(draw(base, Cards(base, prefix="!", contact=None), criterion, languages))


@pytest.mark.parametrize("language", Language)
def test_page_shows_every_fact_and_control(
    knowledge_base: KnowledgeBase, language: Language
) -> None:
    """A writer sees all that members can reach; Markdown is drawn, not shown."""
    phrases = PHRASES[language]
    for criterion in knowledge_base.criteria.values():
        page = _drawn(knowledge_base, criterion.id, language)
        facts = [fact for several in criterion.facts.values() for fact in several]
        wanted = {knowledge_base.sources[name].url for fact in facts for name in fact.sources}
        wanted = {url.replace("(", "%28").replace(")", "%29") for url in wanted}
        assert wanted == set(page.addresses)
        assert phrases.helpful in page.text
        assert phrases.not_helpful in page.text
        assert all(sign not in page.text for sign in ("**", "](", "## ", "-# "))
        for fact in facts:
            assert fact.text[language].replace("`", "") in page.text


def test_page_has_every_language_that_is_asked_for(knowledge_base: KnowledgeBase) -> None:
    """Both languages stand on one page, in their order."""
    title = knowledge_base.criteria["debugging"].title

    text = _drawn(knowledge_base, "debugging", Language.EN, Language.ZH).text

    assert text.index(title[Language.EN]) < text.index(title[Language.ZH])


def test_nothing_in_a_fact_becomes_markup(knowledge_base: KnowledgeBase) -> None:
    """Signs of HTML are read as they were written, in code and in links as well."""
    odd = '<script>alert("&amp;")</script>'
    criterion = knowledge_base.criteria["debugging"]
    text = f"{odd} `{odd}` **{odd}** [{odd}](javascript:alert) \\*plain\\* _a_ __b__ ~~c~~ *d*"
    evil = replace(criterion, in_short=dict.fromkeys(Language, text))
    base = replace(knowledge_base, criteria={**knowledge_base.criteria, "debugging": evil})

    page = _drawn(base, "debugging", Language.EN)

    assert page.text.count(odd) % 4 == 0
    assert odd in page.text
    assert "*plain* a b c d" in page.text
    assert "script" not in page.tags
    assert {"code", "strong", "u", "s", "em", "i"} <= page.tags
    assert all(address.startswith("https://") for address in page.addresses)


@pytest.fixture
def base(small_base: SmallBase, monkeypatch: pytest.MonkeyPatch) -> SmallBase:
    """A small knowledge base, which the command line uses."""
    monkeypatch.chdir(small_base.root)
    monkeypatch.setenv("KNOWLEDGE_DIR", str(small_base.root))
    return small_base


def test_card_writes_the_page(
    base: SmallBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In all languages of the knowledge base, or in the one that is asked for."""
    file = tmp_path / "card.html"

    assert main(["card", "caffeine", "--html", str(file)]) == Exit.OK
    both = Page(file.read_text("utf-8")).text
    assert main(["card", "caffeine", "--html", str(file), "--lang", "zh"]) == Exit.OK
    chinese = Page(file.read_text("utf-8")).text

    assert str(file) in capsys.readouterr().out
    assert "Coffee has more." in both
    assert "咖啡含量更高。" in both
    assert "Coffee has more." not in chinese
    assert "咖啡含量更高。" in chinese


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["card", "nothing", "--html", "card.html"], "there is no criterion 'nothing'"),
        (["card", "caffeine", "--html", "."], "cannot be written"),
        (["card", "caffeine"], "--html"),
    ],
)
def test_card_explains_what_is_wrong(
    base: SmallBase, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """A wrong id, a file that cannot be written, no file at all."""
    assert main(arguments) == Exit.USAGE

    assert said in capsys.readouterr().err
