"""A directory becomes a knowledge base, or one error that lists every problem."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import KnowledgeBase, KnowledgeError, Language, Verdict, load
from knowledge.document import Problem
from knowledge.loader import MAX_ID, VERSION_LENGTH, is_id, outline
from tests.small_base import CRITERION, CRITERION_KEYS, FILES, ID_REMEDY, SmallBase


def test_load_refuses_text_that_is_not_utf_8(small_base: SmallBase) -> None:
    """The line is that of the first bad byte."""
    content = FILES[CRITERION].encode().replace("提神".encode(), "提神".encode("gbk"), 1)
    small_base.write(CRITERION, content)

    assert small_base.lines() == [f"{CRITERION}:5: is not UTF-8; save the file as UTF-8"]


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
    small_base.write(f"criteria/{name}", FILES[CRITERION])

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
    small_base.replace(CRITERION, "related: [choosing]", "related: [taste]\nrelated: [smell]")
    small_base.write("criteria/broken.yaml", "a: [b\n")
    small_base.write("criteria/Taste.yaml", "")

    assert [line.split("; ")[0] for line in small_base.lines()] == [
        "criteria/Taste.yaml:1: the file name is no valid id",
        "criteria/broken.yaml:1: is not YAML (did not find expected ',' or ']')",
        f"{CRITERION}:22: related: duplicate key",
        f"{CRITERION}:22: related[0]: unknown criterion 'smell'",
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
    small_base.write(CRITERION, "caffeine")

    assert small_base.lines() == [
        f"{CRITERION}:1: is no mapping; write a mapping with the keys {CRITERION_KEYS}"
    ]


def test_thousands_of_problems_are_told_quickly(small_base: SmallBase) -> None:
    """The lines of a file are looked up once, not once a problem."""
    small_base.write(CRITERION, "".join(f"k{number}: x\n" for number in range(20_000)))

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
    small_base.write(CRITERION, "a: [b\n")

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
