"""Strict YAML: what is read, what is refused, and at which line."""

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import MAX_BYTES, MAX_DEPTH, Document, Location, Problem, dotted, read

SYNTAX = "mend the syntax; a text with a colon, a hash or quotes belongs in quotes"
SHAPE = "write `key: value` as the README shows"
ONE_LINE = "write one line of text (`>-` folds a long one)"


def read_text(tmp_path: Path, content: str | bytes) -> tuple[Document | None, list[str]]:
    """Read *content* as the file x.yaml."""
    path = tmp_path / "x.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document, problems = read(path, "x.yaml")
    return document, [str(problem) for problem in problems]


def test_problem_reads_as_file_line_path_what_and_remedy() -> None:
    """One line says where, what and what to write instead."""
    problem = Problem(file="a.yaml", line=3, path="b[0]", what="is empty", remedy="write it")

    assert str(problem) == "a.yaml:3: b[0]: is empty; write it"


def test_problem_of_a_whole_file_has_no_path() -> None:
    """Nothing stands between the line and what is wrong."""
    problem = Problem(file="a.yaml", line=1, path="", what="is empty", remedy="write it")

    assert str(problem) == "a.yaml:1: is empty; write it"


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ((), ""),
        (("facts",), "facts"),
        ((0, "en"), "[0].en"),
        (("facts", "tea", 0, "sources", 2), "facts.tea[0].sources[2]"),
        (("a\nb",), r"'a\nb'"),
        (("", "b"), "b"),
    ],
)
def test_dotted_writes_a_location_in_one_line(location: Location, path: str) -> None:
    """A path is read aloud, whatever the keys are."""
    assert dotted(location) == path


@pytest.mark.parametrize(
    "scalar",
    ["no", "yes", "off", "null", "~", "1.10", "2.0", "007", "12:30", "2024-01-05", "1e3", "0x1F"],
)
def test_scalars_mean_what_is_written(tmp_path: Path, scalar: str) -> None:
    """YAML would read truth values, numbers and dates; a writer wrote a text."""
    document, problems = read_text(tmp_path, f"a: {scalar}\n{scalar}: b\n")

    assert problems == []
    assert document is not None
    assert document.data == {"a": scalar, scalar: "b"}


@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("a: [b, {c: d}]\ne: {f: []}\n", {"a": ["b", {"c": "d"}], "e": {"f": []}}),
        ("\ufeffa: b\n", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("# comment\n---\na: b\n...\n", {"a": "b"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a:\n", {"a": ""}),
        ("- a\n- [b]\n", ["a", ["b"]]),
        ("a", "a"),
        ("<<: {a: b}\n", {"<<": {"a": "b"}}),
        ('a: "\\u4e2d 😀"\n', {"a": "中 😀"}),
    ],
)
def test_read_gives_dicts_lists_and_strings(tmp_path: Path, content: str, data: object) -> None:
    """Plain YAML is read, however it is laid out."""
    document, problems = read_text(tmp_path, content)

    assert problems == []
    assert document is not None
    assert document.data == data


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        pytest.param("", ["1: is empty; write its keys"], id="empty"),
        pytest.param("# only\n", ["1: is empty; write its keys"], id="comment"),
        pytest.param(
            "a: 1\n---\nb: 2\n",
            ["2: a second document begins; keep one document a file"],
            id="second document",
        ),
        pytest.param(
            "a: x\nb: *x\nc:\n- *y\n",
            [
                "2: b: YAML alias *x; write the value out",
                "4: c[0]: YAML alias *y; write the value out",
            ],
            id="aliases",
        ),
        pytest.param(
            "*x : a\n",
            ["1: YAML alias *x; write the value out", f"1: a key is no plain text; {SHAPE}"],
            id="alias as key",
        ),
        pytest.param("? [a]\n: b\n", [f"1: a key is no plain text; {SHAPE}"], id="list as key"),
        pytest.param("? {a: b}\n: c\n", [f"1: a key is no plain text; {SHAPE}"], id="map as key"),
        pytest.param("[" * 200_000, [f"1: is nested too deeply; {SHAPE}"], id="brackets"),
        pytest.param("- " * 100_000, [f"1: is nested too deeply; {SHAPE}"], id="dashes"),
        pytest.param("? " * 100_000, [f"1: a key is no plain text; {SHAPE}"], id="questions"),
        pytest.param(
            "中文: 中文\na: \x00\n",
            ["2: holds a character that YAML forbids; remove the control character"],
            id="NUL",
        ),
        pytest.param(
            "a: \x1b[31m\n",
            ["1: holds a character that YAML forbids; remove the control character"],
            id="escape",
        ),
        pytest.param(
            b"a: b\nc: \xff\n", ["2: is not UTF-8; save the file as UTF-8"], id="not UTF-8"
        ),
        pytest.param(
            "a: 中\n".encode("gbk"), ["1: is not UTF-8; save the file as UTF-8"], id="GBK"
        ),
        pytest.param(
            "a: b\n".encode("utf-16"), ["1: is not UTF-8; save the file as UTF-8"], id="UTF-16"
        ),
        pytest.param(
            "a:\n\tb: c\n\td: e\n",
            ["2: holds a tab; write spaces instead", "3: holds a tab; write spaces instead"],
            id="tabs",
        ),
        pytest.param(
            "a: b: c\n",
            [f"1: is not YAML (mapping values are not allowed in this context); {SYNTAX}"],
            id="colon",
        ),
        pytest.param(
            'a: x\nb: "never closed\nc: d\n',
            [
                "3: is not YAML (while scanning a quoted scalar from line 2: found unexpected end "
                f"of stream); {SYNTAX}"
            ],
            id="open quote",
        ),
        pytest.param(
            'a: "\\ud800"\n',
            [f"1: is not YAML (found invalid Unicode character escape code); {SYNTAX}"],
            id="lone surrogate",
        ),
        pytest.param(
            "%YAML 3.0\n---\na: b\n",
            [f"1: is not YAML (found incompatible YAML document); {SYNTAX}"],
            id="other YAML",
        ),
    ],
)
def test_read_refuses_a_file(tmp_path: Path, content: str | bytes, problems: list[str]) -> None:
    """What cannot be read as one plain document gives none, and says where it is wrong."""
    document, found = read_text(tmp_path, content)

    assert document is None
    assert found == [f"x.yaml:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        pytest.param(
            "a: b\nc: {d: e, d: f}\n", ["2: c.d: duplicate key; keep one of the two"], id="key"
        ),
        pytest.param(
            "a: &x b\nc: [&x d]\n",
            [
                "1: a: YAML anchor &x; remove it; write values out",
                "2: c[0]: YAML anchor &x; remove it; write values out",
            ],
            id="anchors",
        ),
        pytest.param(
            "a: !!python/object:os.system b\n",
            ["1: a: YAML tag tag:yaml.org,2002:python/object:os.system; remove it; quote a text "
             "with !"],
            id="tag",
        ),
        pytest.param(
            "a: !important\n", ["1: a: YAML tag !important; remove it; quote a text with !"],
            id="exclamation mark",
        ),
        pytest.param(
            "a: !!map {b: c}\n",
            ["1: a: YAML tag tag:yaml.org,2002:map; remove it; quote a text with !"],
            id="tag of a mapping",
        ),
        pytest.param(
            "a: |\n  one\n  two\n",
            [f"1: a: holds a line break or a control character; {ONE_LINE}"],
            id="lines",
        ),
        pytest.param(
            'a: ["b", "\\0"]\n',
            [f"1: a[1]: holds a line break or a control character; {ONE_LINE}"],
            id="escaped NUL",
        ),
        pytest.param(
            '"a\\nb": c\n',
            [f"1: 'a\\nb': holds a line break or a control character; {ONE_LINE}"],
            id="key of two lines",
        ),
    ],
)  # fmt: skip
def test_read_goes_on_after_a_problem(tmp_path: Path, content: str, problems: list[str]) -> None:
    """What is wrong in one place hides nothing in another."""
    document, found = read_text(tmp_path, content)

    assert document is not None
    assert found == [f"x.yaml:{problem}" for problem in problems]


def test_alias_bomb_stays_small(tmp_path: Path) -> None:
    """Aliases are never followed, so nine levels of ten cost nothing."""
    levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    document, problems = read_text(tmp_path, "\n".join(levels))

    assert document is None
    assert len(problems) == 10 + 90


@pytest.mark.parametrize(("depth", "accepted"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_depth_has_a_limit(tmp_path: Path, depth: int, accepted: bool) -> None:
    """No part of the format is nested nearly as deeply."""
    document, problems = read_text(tmp_path, "[" * depth + "]" * depth)

    assert (document is not None, not problems) == (accepted, accepted)


@pytest.mark.parametrize(("size", "accepted"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_size_has_a_limit(tmp_path: Path, size: int, accepted: bool) -> None:
    """A file of 512 KiB is read, one byte more is not."""
    document, problems = read_text(tmp_path, "a: " + "b" * (size - 3))

    assert (document is not None) is accepted
    refusal = "x.yaml:1: is over 512 KiB; split it or shorten its texts"
    assert problems == ([] if accepted else [refusal])


def test_read_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The remedy is to create it."""
    document, problems = read(tmp_path / "x.yaml", "x.yaml")

    assert document is None
    assert [str(problem) for problem in problems] == [
        "x.yaml:1: cannot be read (No such file or directory); create it or make it readable"
    ]


@pytest.mark.parametrize("kind", ["directory", "pipe", "device"])
def test_read_refuses_what_is_no_file(tmp_path: Path, kind: str) -> None:
    """A pipe would be waited for, and a device never ends."""
    path = tmp_path / "x.yaml"
    match kind:
        case "directory":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case _:
            path.symlink_to("/dev/zero")

    document, problems = read(path, "x.yaml")

    assert document is None
    assert [str(problem) for problem in problems] == [
        "x.yaml:1: is no file; put a file of text in its place"
    ]


def test_read_follows_a_symbolic_link(tmp_path: Path) -> None:
    """A file may lie elsewhere."""
    (tmp_path / "elsewhere.yaml").write_text("a: b\n", encoding="utf-8")
    (tmp_path / "x.yaml").symlink_to("elsewhere.yaml")

    document, problems = read(tmp_path / "x.yaml", "x.yaml")

    assert problems == []
    assert document is not None
    assert document.data == {"a": "b"}


def test_read_refuses_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    """A dangling link and one that leads to itself cannot be opened."""
    (tmp_path / "x.yaml").symlink_to("x.yaml")

    document, problems = read(tmp_path / "x.yaml", "x.yaml")

    assert document is None
    assert [problem.remedy for problem in problems] == ["create it or make it readable"]


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 2),
        ((0,), 2),
        (("a",), 2),
        (("a", "missing"), 2),
        (("a", "b"), 3),
        (("a", "b", 1), 5),
        (("a", "b", 1, "d"), 6),
        (("a", "b", 9), 3),
        (("missing", "b"), 2),
        (("e",), 8),
        (("e", "f"), 8),
    ],
)
def test_problem_stands_at_the_deepest_line_that_is_there(
    tmp_path: Path, location: Location, line: int
) -> None:
    """A missing key is reported where its mapping begins; of two equal keys the last counts."""
    text = "# comment\na:\n  b:\n    - one\n    - c: two\n      d: three\ne: {x: y}\ne: {f: g}\n"
    document, _ = read_text(tmp_path, text)
    assert document is not None

    problem = document.problem(location, "is wrong", "mend it")

    assert problem == Problem(
        file="x.yaml", line=line, path=dotted(location), what="is wrong", remedy="mend it"
    )


@given(st.text())
@settings(deadline=None)
def test_read_never_raises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Any text is a document or problems, each of one line."""
    content = text.encode("utf-8", "surrogatepass")

    document, problems = read_text(tmp_path_factory.getbasetemp(), content)

    assert document is not None or problems
    assert all(problem.isprintable() for problem in problems)


TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=8)


@given(
    st.recursive(
        TEXTS,
        lambda data: st.lists(data, max_size=3) | st.dictionaries(TEXTS, data, max_size=3),
        max_leaves=10,
    ),
    st.booleans(),
)
@settings(deadline=None)
def test_read_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, data: object, flow: bool
) -> None:
    """Whatever a YAML library writes of texts, lists and mappings, in either style."""
    content = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)

    document, problems = read_text(tmp_path_factory.getbasetemp(), content)

    assert problems == []
    assert document is not None
    assert document.data == data
