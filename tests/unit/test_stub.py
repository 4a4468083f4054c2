"""The stub of a new criterion: what it asks for is what `check` asks for."""

from pathlib import Path

import pytest

from bot.stub import StubError, create, next_steps
from knowledge import KnowledgeError
from tests.small_base import SmallBase

TEXTS = [("title", "en"), ("title", "zh"), ("in_short", "en"), ("in_short", "zh")]
FILE = "criteria/milk.yaml"


def created(base: SmallBase) -> str:
    """Create the stub of `milk` and return it."""
    return create(base.root, "milk").read_text("utf-8")


def test_stub_has_every_language_and_framework(small_base: SmallBase) -> None:
    """Each declared language has its places, and each thing compared a fact to be written."""
    text = created(small_base)
    assert text.startswith("# yaml-language-server: $schema=../criterion.schema.json\n")
    for line in ("title:", "in_short:", "aliases:", "questions:", "facts:", "  tea:", "  coffee:"):
        assert f"\n{line}\n" in text
    assert text.count("en:") == text.count("zh:") == 8


def test_stub_speaks_the_languages_of_the_knowledge_base(small_base: SmallBase) -> None:
    """A knowledge base in one language gets a stub in one."""
    small_base.replace("knowledge.yaml", "languages: [en, zh]", "languages: [en]")
    assert "zh" not in created(small_base)


def test_stub_offers_the_article_only_where_there_is_one(small_base: SmallBase) -> None:
    """Without an article nobody needs to be told what it says."""
    assert "# article:" in created(small_base)
    small_base.remove(FILE)
    small_base.replace(
        "knowledge.yaml", "article: {title: Tea or coffee, publisher: A magazine}", ""
    )
    assert "article" not in created(small_base)


def test_check_lists_exactly_what_the_stub_leaves_open(small_base: SmallBase) -> None:
    """As generated, every open place is a problem, with its line, and nothing else is."""
    text = created(small_base)
    problems = small_base.problems()
    open_lines = {
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.endswith(('""', "sources: []")) and not line.startswith("#")
    }
    in_stub = [problem for problem in problems if problem.file.endswith(FILE)]
    assert {problem.line for problem in in_stub} == open_lines
    [other] = [problem for problem in problems if problem not in in_stub]
    assert other.what == "no group lists milk"


def test_stub_passes_when_it_is_filled_in(small_base: SmallBase) -> None:
    """Text in the marked places and a line in a group: the criterion is there."""
    text = created(small_base)
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()):
        filled = line.replace("sources: []", "sources: [tea-book]").replace(
            'as_of: ""', 'as_of: "2026-11"'
        )
        lines.append(filled if line.startswith("#") else filled.replace('""', f'"word{number}"'))
    small_base.write(FILE, "\n".join(lines))
    small_base.replace("knowledge.yaml", "[choosing, caffeine]", "[choosing, caffeine, milk]")
    assert small_base.lines() == []
    assert "milk" in small_base.load().criteria


def test_stub_passes_with_its_comments_removed(small_base: SmallBase) -> None:
    """The article block of the stub is right as soon as its signs are removed."""
    text = created(small_base)
    start = text.index("# article:")
    block = text[start : text.index("\n\n", start)].replace("\n# ", "\n").removeprefix("# ")
    assert block.startswith("article:\n  tea:\n    - says:")
    small_base.remove(FILE)
    filled = block.replace('verdict: ""', "verdict: dated").replace('""', '"text"')
    small_base.replace("criteria/choosing.yaml", "facts:", f"{filled}\nfacts:")
    assert small_base.lines() == []


@pytest.mark.parametrize("name", ["", "Milk", "milk_tea", "-milk", "../milk", "m" * 33, "奶"])
def test_stub_refuses_what_is_no_id(small_base: SmallBase, name: str) -> None:
    """A bad id is refused, with the rule, and nothing is written."""
    before = sorted(small_base.root.rglob("*"))
    with pytest.raises(StubError, match="is no id; use lower-case letters, digits and single"):
        create(small_base.root, name)
    assert sorted(small_base.root.rglob("*")) == before


def test_stub_never_overwrites(small_base: SmallBase) -> None:
    """A criterion that is there stays as it is."""
    before = (small_base.root / "criteria/caffeine.yaml").read_text("utf-8")
    with pytest.raises(StubError, match=r"caffeine\.yaml is there already"):
        create(small_base.root, "caffeine")
    assert (small_base.root / "criteria/caffeine.yaml").read_text("utf-8") == before


def test_stub_says_why_it_cannot_be_written(small_base: SmallBase) -> None:
    """A folder that cannot be made is no reason for a traceback."""
    for file in ("caffeine", "choosing"):
        small_base.remove(f"criteria/{file}.yaml")
    (small_base.root / "criteria").rmdir()
    (small_base.root / "criteria").write_text("a file")
    with pytest.raises(StubError, match=r"milk\.yaml cannot be written"):
        create(small_base.root, "milk")


def test_stub_can_be_written_beside_unfinished_criteria(small_base: SmallBase) -> None:
    """A second stub needs no finished first one, only what is compared in which languages."""
    create(small_base.root, "milk")
    assert create(small_base.root, "sugar").exists()


@pytest.mark.parametrize("file", ["knowledge.yaml", "frameworks.yaml"])
def test_stub_needs_to_know_what_is_compared(small_base: SmallBase, file: str) -> None:
    """Without languages or frameworks there is nothing to write a stub for."""
    small_base.write(file, "[]")
    with pytest.raises(KnowledgeError, match=f"{file}:1"):
        create(small_base.root, "milk")


def test_stub_needs_a_knowledge_base(tmp_path: Path) -> None:
    """A directory that is not there is refused as `check` refuses it."""
    with pytest.raises(KnowledgeError, match="is no directory"):
        create(tmp_path / "nowhere", "milk")


def test_next_steps_name_every_file(small_base: SmallBase) -> None:
    """The writer is told about the group, the sources, the check, and a missing schema."""
    path = create(small_base.root, "milk")
    text = next_steps(small_base.root, path)
    for part in (str(path), "knowledge.yaml", "sources.yaml", "bot check", "bot show milk"):
        assert part in text
    assert "python -m bot schema >" in text
    (small_base.root / "criterion.schema.json").write_text("{}")
    assert "python -m bot schema >" not in next_steps(small_base.root, path)
