import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import HEAD, TAIL, clauses, excerpt, is_han, join, normalize, simplify, words


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  Debug,   the TENSOR! ", "debug the tensor"),
        ("ＤＥＢＵＧ，PyTorch 的 Tensor！", "debug pytorch的tensor"),
        ("除錯 和 記憶體", "调试和内存"),
        ("tf.data... C++ C# state_dict", "tf.data c++ c# state_dict"),
        ("data-loading", "data loading"),
        ("Straße", "strasse"),
        ("\ud800\x00😀", ""),
        ("\u0390\u0390 ok", "\u0390\u0390 ok"),
    ],
)
def test_normalize_gives_one_form(text: str, form: str) -> None:
    """Case, width, script, punctuation and spaces make no difference; names keep their marks."""
    assert normalize(text) == form


@given(st.text())
def test_normalize_is_settled(text: str) -> None:
    """A normalized text is its own normal form, and is made of its words."""
    form = normalize(text)

    assert normalize(form) == form
    assert join(words(form)) == form


def test_simplify_leaves_simplified_text_alone() -> None:
    """Simplified Chinese is returned as it is, beside whatever other signs."""
    assert simplify("调试能力 ✓ é") == "调试能力 ✓ é"


def test_han_runs_are_told_from_latin_words() -> None:
    """A token is one or the other."""
    assert is_han("调试")
    assert not is_han("debug")


def test_excerpt_keeps_both_ends() -> None:
    """A long text is cut in the middle; a short one is not."""
    long = "a" * HEAD + "b" * 999 + "c" * TAIL

    assert excerpt("short") == "short"
    assert excerpt(long) == "a" * HEAD + " " + "c" * TAIL


def test_excerpt_counts_what_is_read() -> None:
    """A character that stands for eighteen makes nothing longer."""
    assert len(excerpt("\ufdfa" * 4000)) == HEAD + 1 + TAIL


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Speed and debugging?", ["Speed", "debugging?"]),
        ("speed, debugging", ["speed", "debugging"]),
        ("speed / memory", ["speed", "memory"]),
        ("部署和可视化", ["部署", "可视化"]),
        ("调试、部署以及安装", ["调试", "部署", "安装"]),
        ("C++ support", ["C++ support"]),
        ("and", []),
    ],
)
def test_clauses_are_split_at_connectors(text: str, parts: list[str]) -> None:
    """Words and marks that join two things separate what is asked."""
    assert clauses(text) == parts


@pytest.mark.parametrize("unit", ["a.", "+", "..", "a_", "调", "除", " and", ",", "\u3000", "é."])
def test_text_is_read_in_linear_time(unit: str) -> None:
    """No repetition makes an expression run away."""
    start = time.perf_counter()

    normalize(unit * 20_000)
    clauses(unit * 20_000)

    assert time.perf_counter() - start < 2
