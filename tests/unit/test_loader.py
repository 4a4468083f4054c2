"""A directory becomes a knowledge base, or one error that lists every problem."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeBase, KnowledgeError, Language, Verdict, load
from knowledge.document import Problem
from knowledge.loader import MAX_ID, VERSION_LENGTH, is_id, outline
from tests.small_base import FILES, SmallBase

CAFFEINE = "criteria/caffeine.yaml"
ID_REMEDY = "use lower-case letters, digits and single hyphens, at most {} characters"
CRITERION_KEYS = "title, in_short, facts, aliases, questions, article, related"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One replacement in a valid file, and what is said of it."""

    file: str = CAFFEINE
    old: str
    new: str
    line: int
    path: str
    what: str
    remedy: str


REFUSALS = {
    "duplicate key": Refusal(
        old="related: [choosing]",
        new="related: [choosing]\ntitle: {en: Again, zh: 再来}",
        line=22,
        path="title",
        what="duplicate key",
        remedy="keep one of the two",
    ),
    "alias of another": Refusal(
        file="criteria/choosing.yaml",
        old="en: [pick]",
        new="en: [pick, ＡＷＡＫＥ！]",
        line=4,
        path="aliases.en[1]",
        what="'ＡＷＡＫＥ！' is also the alias of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "alias is another's id": Refusal(
        file="criteria/choosing.yaml",
        old="en: [pick]",
        new="en: [Caffeine]",
        line=4,
        path="aliases.en[0]",
        what="'Caffeine' is also the id of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "alias is another's title": Refusal(
        file="criteria/choosing.yaml",
        old="zh: [选哪个]",
        new="zh: [咖啡因]",
        line=5,
        path="aliases.zh[0]",
        what="'咖啡因' is also the title of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "alias in traditional characters": Refusal(
        file="criteria/choosing.yaml",
        old="zh: [选哪个]",
        new="zh: [選哪個, 興奮劑]",
        line=5,
        path="aliases.zh[1]",
        what="'興奮劑' is also the alias of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "unknown key": Refusal(
        old="related: [choosing]",
        new="see_also: [choosing]",
        line=21,
        path="see_also",
        what="unknown key",
        remedy=f"remove it; the keys are {CRITERION_KEYS}",
    ),
    "id as key": Refusal(
        old="related: [choosing]",
        new="id: caffeine",
        line=21,
        path="id",
        what="unknown key",
        remedy=f"remove it; the keys are {CRITERION_KEYS}",
    ),
    "unknown key of a part": Refusal(
        old="as_of: \"2024-05\"}",
        new="as_of: \"2024-05\", colour: red}",
        line=11,
        path="facts.tea[0].colour",
        what="unknown key",
        remedy="remove it; the keys are text, sources, as_of",
    ),
    "unknown key of an optional part": Refusal(
        file="knowledge.yaml",
        old="publisher: A magazine}",
        new="publisher: A magazine, year: 2020}",
        line=4,
        path="article.year",
        what="unknown key",
        remedy="remove it; the keys are title, publisher",
    ),
    "missing language": Refusal(
        old="title: {en: Caffeine, zh: 咖啡因}",
        new="title: {en: Caffeine}",
        line=1,
        path="title",
        what="has no 'zh' text",
        remedy="write `zh:` beside the others",
    ),
    "fact without source": Refusal(
        old="sources: [coffee-book]",
        new="sources: []",
        line=14,
        path="facts.coffee[0].sources",
        what="a fact without source",
        remedy="name an id of sources.yaml",
    ),
    "fact without the key sources": Refusal(
        old="      sources: [coffee-book]\n",
        new="",
        line=13,
        path="facts.coffee[0].sources",
        what="is missing",
        remedy="write it",
    ),
    "unknown source": Refusal(
        old="sources: [coffee-book]",
        new="sources: [coffee-book, milk-book]",
        line=14,
        path="facts.coffee[0].sources[1]",
        what="unknown source 'milk-book'",
        remedy="declare it in sources.yaml or name one that is there",
    ),
    "unused source": Refusal(
        file="sources.yaml",
        old="coffee-book:\n",
        new="milk-book:\n  title: Milk\n  url: https://milk.example/\n  date: 2020\n"
        "  checked: 2026-11\ncoffee-book:\n",
        line=6,
        path="milk-book",
        what="no fact cites this source",
        remedy="remove it or cite it",
    ),
    "non-https address": Refusal(
        file="sources.yaml",
        old="https://tea.example/book",
        new="http://tea.example/book",
        line=3,
        path="tea-book.url",
        what="'http://tea.example/book' is no https address",
        remedy="write the page's own https:// address",
    ),
    "wrong date of a source": Refusal(
        file="sources.yaml",
        old="2024-05-06",
        new="2023-02-29",
        line=4,
        path="tea-book.date",
        what="'2023-02-29' is no date",
        remedy='write "YYYY", "YYYY-MM" or "YYYY-MM-DD"',
    ),
    "wrong month of a fact": Refusal(
        old='as_of: "2026-11"',
        new="as_of: 2026-13",
        line=15,
        path="facts.coffee[0].as_of",
        what="'2026-13' is no month",
        remedy='write "YYYY-MM"',
    ),
    "too long a fact": Refusal(
        old="A cup has 95 mg.",
        new="x" * 221,
        line=13,
        path="facts.coffee[0].text.en",
        what="has 221 characters",
        remedy="write at most 220, or make it two",
    ),
    "too long a fact in Chinese": Refusal(
        old="一杯 95 毫克。",
        new="茶" * 111,
        line=13,
        path="facts.coffee[0].text.zh",
        what="has 111 characters",
        remedy="write at most 110, or make it two",
    ),
    "YAML alias": Refusal(
        old="related: [choosing]",
        new="related: *other",
        line=21,
        path="related",
        what="YAML alias *other",
        remedy="write the value out",
    ),
    "YAML tag": Refusal(
        old="related: [choosing]",
        new="related: [!!str choosing]",
        line=21,
        path="related[0]",
        what="YAML tag tag:yaml.org,2002:str",
        remedy="remove it; quote a text with !",
    ),
    "over 512 KiB": Refusal(
        old="related: [choosing]",
        new="# " + "x" * 600 * 1024,
        line=1,
        path="",
        what="is over 512 KiB",
        remedy="split it or shorten its texts",
    ),
    "tab": Refusal(
        old="related: [choosing]",
        new="related:\t[choosing]",
        line=21,
        path="",
        what="holds a tab",
        remedy="write spaces instead",
    ),
    "unknown framework": Refusal(
        old="article:\n  tea:",
        new="article:\n  cocoa:",
        line=17,
        path="article.cocoa",
        what="unknown framework 'cocoa'",
        remedy="declare it in frameworks.yaml or name one that is there",
    ),
    "unknown related id": Refusal(
        old="related: [choosing]",
        new="related: [choosing, taste]",
        line=21,
        path="related[1]",
        what="unknown criterion 'taste'",
        remedy="name a file of criteria/",
    ),
    "unknown verdict": Refusal(
        old="verdict: wrong",
        new="verdict: false",
        line=19,
        path="article.tea[0].verdict",
        what="'false' is unknown",
        remedy="write 'holds', 'dated', 'wrong', 'opinion' or 'unclear'",
    ),
    "unknown language": Refusal(
        file="knowledge.yaml",
        old="languages: [en, zh]",
        new="languages: [en, zh, fr]",
        line=2,
        path="languages[2]",
        what="'fr' is unknown",
        remedy="write 'en' or 'zh'",
    ),
    "list of languages in a language": Refusal(
        file="knowledge.yaml",
        old="languages: [en, zh]",
        new="languages: [en, zh, [fr]]",
        line=2,
        path="languages[2]",
        what="['fr'] is unknown",
        remedy="write 'en' or 'zh'",
    ),
    "text for a list": Refusal(
        old="related: [choosing]",
        new="related: choosing",
        line=21,
        path="related",
        what="is not a list",
        remedy="write a list: `[…]` or lines that begin with `-`",
    ),
    "text for a mapping": Refusal(
        old="title: {en: Caffeine, zh: 咖啡因}",
        new="title: Caffeine",
        line=1,
        path="title",
        what="is not a mapping",
        remedy="write `key: value` lines",
    ),
    "text for a part": Refusal(
        file="knowledge.yaml",
        old="article: {title: Tea or coffee, publisher: A magazine}",
        new="article: Tea or coffee",
        line=4,
        path="article",
        what="is not a mapping",
        remedy="write `key: value` lines",
    ),
    "mapping for a text": Refusal(
        file="sources.yaml",
        old='"The book of tea"',
        new="{en: The book of tea}",
        line=2,
        path="tea-book.title",
        what="is not a text",
        remedy="write one text",
    ),
    "no truth value": Refusal(
        file="out-of-scope.yaml",
        old="chat: true",
        new="chat: perhaps",
        line=2,
        path="greeting.chat",
        what="is neither true nor false",
        remedy="write true or false",
    ),
    "list for a truth value": Refusal(
        file="out-of-scope.yaml",
        old="chat: true",
        new="chat: []",
        line=2,
        path="greeting.chat",
        what="is neither true nor false",
        remedy="write true or false",
    ),
    "entry that is no mapping": Refusal(
        file="out-of-scope.yaml",
        old="greeting:\n",
        new="thanks: Thank you\ngreeting:\n",
        line=1,
        path="thanks",
        what="is no mapping",
        remedy="write a mapping with the keys reply, examples, chat",
    ),
    "id of a source": Refusal(
        file="sources.yaml",
        old="coffee-book:\n",
        new="Milk_Book:\n  title: Milk\n  url: https://milk.example/\n  date: 2020\n"
        "  checked: 2026-11\ncoffee-book:\n",
        line=6,
        path="Milk_Book",
        what="'Milk_Book' is no id",
        remedy=ID_REMEDY.format(64),
    ),
}  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_load_refuses(small_base: SmallBase, refusal: Refusal) -> None:
    """Each mistake is said once, with file, line, path, what is wrong and what to write."""
    small_base.replace(refusal.file, refusal.old, refusal.new)

    problems = small_base.problems()

    expected = Problem(
        file=str(small_base.root / refusal.file),
        line=refusal.line,
        path=refusal.path,
        what=refusal.what,
        remedy=refusal.remedy,
    )
    assert expected in problems
    # A source that is known only by its broken id is, rightly, cited by nothing.
    others = [p for p in problems if p != expected and p.what != "no fact cites this source"]
    assert others == []


def test_load_refuses_text_that_is_not_utf_8(small_base: SmallBase) -> None:
    """The line is that of the first bad byte."""
    content = FILES[CAFFEINE].encode().replace("提神".encode(), "提神".encode("gbk"), 1)
    small_base.write(CAFFEINE, content)

    assert small_base.lines() == [f"{CAFFEINE}:5: is not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize(
    "name",
    [
        "Taste.yaml",
        "two words.yaml",
        "double--hyphen.yaml",
        "-taste.yaml",
        "味道.yaml",
        "taste.yml",
        "taste.YAML",
        "x" * (MAX_ID + 1) + ".yaml",
        "._taste.yaml",
    ],
)
def test_load_refuses_a_file_name_that_is_no_id(small_base: SmallBase, name: str) -> None:
    """The stem is the id, and nothing that looks like a criterion is passed over."""
    small_base.write(f"criteria/{name}", FILES[CAFFEINE])

    assert small_base.lines() == [
        f"criteria/{name}:1: the file name is no valid id; name it <id>.yaml; "
        + ID_REMEDY.format(32)
    ]


def test_version_is_that_of_the_content(small_base: SmallBase) -> None:
    """Every change of a file that is read shows, another file and loading again do not."""
    seen = [small_base.load().version for _ in range(2)]
    small_base.write("notes.txt", "of no account")
    seen.append(small_base.load().version)
    assert len(set(seen)) == 1
    assert len(seen[0]) == VERSION_LENGTH

    for name in FILES:
        small_base.write(name, f"{FILES[name]}\n# Looked at again.\n")
        seen.append(small_base.load().version)
    assert len(set(seen)) == 1 + len(FILES)


@pytest.mark.parametrize("name", ["README.md", "taste.yaml~", ".taste.yaml.swp", "taste.json"])
def test_load_passes_over_other_files(small_base: SmallBase, name: str) -> None:
    """Editors leave files beside those of the knowledge base."""
    small_base.write(f"criteria/{name}", "no: [criterion")

    assert small_base.problems() == []


def test_load_tells_all_problems_of_all_files_at_once(small_base: SmallBase) -> None:
    """Whoever mends a knowledge base runs `check` once, however different the mistakes are."""
    small_base.replace("knowledge.yaml", "overview: choosing", "overview: taste\nowner: me")
    small_base.replace("frameworks.yaml", '"#553311"', "brown")
    small_base.replace("sources.yaml", "https://tea.example/book", "ftp://tea.example/book")
    small_base.replace("out-of-scope.yaml", "chat: true", "chat: 2")
    small_base.replace(CAFFEINE, "related: [choosing]", "related: [taste]\nrelated: [smell]")
    small_base.write("criteria/broken.yaml", "a: [b\n")
    small_base.write("criteria/Taste.yaml", "")

    assert [line.split("; ")[0] for line in small_base.lines()] == [
        "criteria/Taste.yaml:1: the file name is no valid id",
        "criteria/broken.yaml:1: is not YAML (did not find expected ',' or ']')",
        f"{CAFFEINE}:22: related: duplicate key",
        f"{CAFFEINE}:22: related[0]: unknown criterion 'smell'",
        "frameworks.yaml:8: coffee.colour: 'brown' is no colour",
        "knowledge.yaml:4: owner: unknown key",
        "out-of-scope.yaml:2: greeting.chat: is neither true nor false",
        "sources.yaml:3: tea-book.url: 'ftp://tea.example/book' is no https address",
    ]


@pytest.mark.parametrize("file", FILES)
def test_one_broken_file_makes_no_other_file_wrong(small_base: SmallBase, file: str) -> None:
    """What a broken file would declare is not reported as unknown or unused elsewhere."""
    small_base.write(file, "a: [b\n")

    assert {problem.file for problem in small_base.problems()} == {str(small_base.root / file)}


def test_broken_entry_makes_no_reference_to_it_wrong(small_base: SmallBase) -> None:
    """A source without title is still the source that facts cite."""
    small_base.replace("sources.yaml", '  title: "The book of tea"\n', "")
    small_base.replace("frameworks.yaml", '  colour: "#228833"\n', "")

    assert small_base.lines() == [
        "frameworks.yaml:1: tea.colour: is missing; write it",
        "sources.yaml:1: tea-book.title: is missing; write it",
    ]


@pytest.mark.parametrize("file", ["knowledge.yaml", "frameworks.yaml", "sources.yaml"])
def test_load_needs_every_file(small_base: SmallBase, file: str) -> None:
    """These three belong to every knowledge base."""
    small_base.remove(file)

    assert small_base.lines() == [
        f"{file}:1: cannot be read (No such file or directory); create it or make it readable"
    ]


def test_load_needs_no_file_of_what_is_out_of_scope(small_base: SmallBase) -> None:
    """A knowledge base may answer criteria alone."""
    small_base.remove("out-of-scope.yaml")

    assert small_base.load().out_of_scope == {}


def test_load_needs_no_article(small_base: SmallBase) -> None:
    """A knowledge base may stand for itself."""
    small_base.replace(
        "knowledge.yaml", "article: {title: Tea or coffee, publisher: A magazine}\n", ""
    )

    assert small_base.load().profile.article is None


def test_load_needs_a_criterion(small_base: SmallBase) -> None:
    """An empty directory answers nothing."""
    for path in (small_base.root / "criteria").iterdir():
        path.unlink()

    lines = small_base.lines()

    assert "criteria:1: holds no criterion; write criteria/<id>.yaml" in lines


def test_load_needs_the_directory_of_criteria(small_base: SmallBase) -> None:
    """Its absence is said, not raised."""
    for path in (small_base.root / "criteria").iterdir():
        path.unlink()
    (small_base.root / "criteria").rmdir()

    lines = small_base.lines()

    assert "criteria:1: holds no criterion; write criteria/<id>.yaml" in lines


def test_load_refuses_a_directory_in_place_of_a_criterion(small_base: SmallBase) -> None:
    """A name that cannot be opened is a problem, not a crash."""
    (small_base.root / "criteria" / "taste.yaml").mkdir()

    assert small_base.lines() == [
        "criteria/taste.yaml:1: is no file; put a file of text in its place",
        "knowledge.yaml:8: groups: no group lists taste; "
        "add each to the group where people look for it",
    ]


@pytest.mark.parametrize("name", ["missing", "file", "x" * 5_000, "nul\0"])
def test_load_refuses_what_is_no_directory(tmp_path: Path, name: str) -> None:
    """Whatever path is given, it is named."""
    (tmp_path / "file").touch()

    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path / name)

    assert str(caught.value) == (
        f"{tmp_path / name}:1: is no directory; name the directory that holds knowledge.yaml"
    )


@pytest.mark.parametrize("file", ["frameworks.yaml", "sources.yaml", "out-of-scope.yaml"])
def test_load_refuses_a_list_of_entries(small_base: SmallBase, file: str) -> None:
    """Entries have ids."""
    small_base.write(file, "- tea\n- coffee\n")

    assert small_base.lines() == [f"{file}:1: is no mapping; write `<id>:` and its keys"]


def test_load_refuses_a_profile_that_is_a_list(small_base: SmallBase) -> None:
    """The remedy names all keys."""
    small_base.write("knowledge.yaml", "- name: x\n")

    assert small_base.lines() == [
        "knowledge.yaml:1: is no mapping; write a mapping with the keys "
        "name, languages, overview, article, examples, groups"
    ]


def test_load_refuses_a_criterion_that_is_a_text(small_base: SmallBase) -> None:
    """The remedy names all keys."""
    small_base.write(CAFFEINE, "caffeine")

    assert small_base.lines() == [
        f"{CAFFEINE}:1: is no mapping; write a mapping with the keys {CRITERION_KEYS}"
    ]


def test_thousands_of_problems_are_told_quickly(small_base: SmallBase) -> None:
    """The lines of a file are looked up once, not once a problem."""
    small_base.write(CAFFEINE, "".join(f"k{number}: x\n" for number in range(20_000)))

    problems = small_base.problems()

    assert len(problems) > 20_000
    assert problems[-1].line <= 20_000


def test_load_reads_everything(small_base: SmallBase) -> None:
    """Each text stands where the model says, with the ids that files and keys give."""
    knowledge = small_base.load()

    assert list(knowledge.criteria) == ["choosing", "caffeine"]
    caffeine = knowledge.criteria["caffeine"]
    assert caffeine.id == "caffeine"
    assert caffeine.title == {Language.EN: "Caffeine", Language.ZH: "咖啡因"}
    assert caffeine.aliases[Language.EN] == ("awake", "stimulant")
    assert caffeine.facts["tea"][0].sources == ("tea-book",)
    assert caffeine.article["tea"][0].verdict is Verdict.WRONG
    assert knowledge.frameworks["tea"].aliases == ("chai",)
    assert knowledge.sources["coffee-book"].version == "1.10"
    assert knowledge.out_of_scope["greeting"].chat is True


def test_names_that_are_alike_in_all_languages_are_written_once(small_base: SmallBase) -> None:
    """A product name and the article's title need no translation."""
    small_base.replace("frameworks.yaml", "name: {en: Tea, zh: 茶}", "name: Tea")
    small_base.replace("knowledge.yaml", "name: {en: Tea and coffee, zh: 茶与咖啡}", "name: T&C")

    knowledge = small_base.load()

    assert knowledge.frameworks["tea"].name == {Language.EN: "Tea", Language.ZH: "Tea"}
    assert knowledge.profile.name == {Language.EN: "T&C", Language.ZH: "T&C"}
    assert knowledge.profile.article is not None
    assert knowledge.profile.article.title[Language.ZH] == "Tea or coffee"


def test_criteria_without_groups_stand_in_alphabetical_order(small_base: SmallBase) -> None:
    """Groups give an order; without them the file names do."""
    text = FILES["knowledge.yaml"]
    small_base.write("knowledge.yaml", text[: text.index("groups:")])

    assert list(small_base.load().criteria) == ["caffeine", "choosing"]


def test_problems_below_the_working_directory_are_named_from_there(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal makes such a name a link to the line."""
    small_base.remove("sources.yaml")
    monkeypatch.chdir(small_base.root.parent)

    assert [problem.file for problem in small_base.problems()] == [
        f"{small_base.root.name}/sources.yaml"
    ]


def test_problems_are_sorted_and_told_once() -> None:
    """The error lists them by file and line."""
    first = Problem(file="a.yaml", line=2, path="", what="is wrong", remedy="mend it")
    second = Problem(file="b.yaml", line=1, path="", what="is wrong", remedy="mend it")

    error = KnowledgeError([second, first, second])

    assert error.problems == (first, second)
    assert str(error) == "a.yaml:2: is wrong; mend it\nb.yaml:1: is wrong; mend it"


@pytest.mark.parametrize(
    ("name", "good"),
    [("a", True), ("ramp-up", True), ("x1-2y", True), ("", False), ("a_b", False), ("a-", False),
     ("x" * MAX_ID, True), ("x" * (MAX_ID + 1), False), ("a\n", False), ("é", False)],
)  # fmt: skip
def test_id_is_made_of_words_and_single_hyphens(name: str, good: bool) -> None:
    """An id stands in file names, addresses and the state of buttons."""
    assert is_id(name) is good


def test_outline_is_the_profile_and_the_frameworks(small_base: SmallBase) -> None:
    """Broken criteria do not matter to it."""
    small_base.write(CAFFEINE, "a: [b\n")

    profile, frameworks = outline(small_base.root)

    assert profile.languages == (Language.EN, Language.ZH)
    assert list(frameworks) == ["tea", "coffee"]


def test_outline_refuses_what_cannot_be_read(small_base: SmallBase) -> None:
    """Both files are told of."""
    small_base.remove("knowledge.yaml")
    small_base.replace("frameworks.yaml", '  colour: "#228833"\n', "")

    with pytest.raises(KnowledgeError) as caught:
        outline(small_base.root)

    assert [Path(problem.file).name for problem in caught.value.problems] == [
        "frameworks.yaml",
        "knowledge.yaml",
    ]


def test_outline_refuses_what_is_no_directory(tmp_path: Path) -> None:
    """As `load` does."""
    with pytest.raises(KnowledgeError, match="is no directory"):
        outline(tmp_path / "missing")


YAML_VALUES = st.recursive(
    st.sampled_from(["", "en", "zh", "tea", "x" * 400, "2026-13", "https://", "#", "中"]),
    lambda values: st.one_of(
        st.lists(values, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(
            st.sampled_from(["en", "zh", "tea", "title", "text", "says", "id", "facts", "name"]),
            values,
            max_size=3,
        ).map(lambda items: "{" + ", ".join(f"{k}: {v}" for k, v in items.items()) + "}"),
    ),
    max_leaves=8,
)


def tells_what_is_wrong(base: SmallBase) -> bool:
    """Tell whether *base* loads, or says in lines what is wrong; else let it raise."""
    problems = base.problems()
    told = all(p.what and p.remedy and p.line >= 1 and str(p).isprintable() for p in problems)
    return told if problems else isinstance(base.load(), KnowledgeBase)


@given(file=st.sampled_from(sorted(FILES)), text=st.text())
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_loads_or_is_refused(small_base: SmallBase, file: str, text: str) -> None:
    """No content of a file raises anything but a `KnowledgeError`."""
    small_base.write(file, text.encode("utf-8", "surrogatepass"))

    assert tells_what_is_wrong(small_base)

    small_base.write(file, FILES[file])


@given(
    place=st.sampled_from(
        [(file, line) for file, text in FILES.items() for line in text.splitlines() if ": " in line]
    ),
    value=YAML_VALUES,
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_value_loads_or_is_refused(
    small_base: SmallBase, place: tuple[str, str], value: str
) -> None:
    """A value of any shape in any place raises nothing but a `KnowledgeError`."""
    file, line = place
    small_base.write(file, FILES[file].replace(line, f"{line.partition(': ')[0]}: {value}", 1))

    assert tells_what_is_wrong(small_base)

    small_base.write(file, FILES[file])
