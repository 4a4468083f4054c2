"""The code knows no product and, but for its phrases, no Chinese: both are data."""

import ast
import doctest
import re
import tokenize
from pathlib import Path

import pytest

from knowledge.language import HAN

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT)
    for folder in ("bot", "knowledge")
    for path in (ROOT / folder).rglob("*.py")
)
PHRASES = {Path("bot/phrases.py"), Path("bot/notices.py")}
_HAN = re.compile(f"[{HAN}]")


def without_examples(path: Path) -> str:
    """Return the source at *path* without the examples that doctest runs."""
    with tokenize.open(path) as file:
        source = file.read()
    tree = ast.parse(source)
    parser = doctest.DocTestParser()
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        docstring = ast.get_docstring(node, clean=False) if isinstance(node, documented) else None
        for example in parser.get_examples(docstring or ""):
            for line in (*example.source.splitlines(), *example.want.splitlines()):
                source = source.replace(line, "")
    return source


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_module_names_what_is_compared(module: Path) -> None:
    """Another knowledge base compares other things with the same code."""
    source = without_examples(ROOT / module).lower()

    assert re.findall("tensor ?flow|py ?torch", source) == []


@pytest.mark.parametrize("module", [m for m in MODULES if m not in PHRASES], ids=str)
def test_only_the_phrases_are_chinese(module: Path) -> None:
    """Sentences are written and translated in two places; examples of what people type may stay."""
    lines = without_examples(ROOT / module).splitlines()

    assert [line for line in lines if _HAN.search(line)] == []
