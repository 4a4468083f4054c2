"""Nobody's text becomes a pattern, a template or a statement: the sources are looked through."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import knowledge

SOURCES = sorted(
    path
    for package in (bot, knowledge)
    for path in Path(str(package.__file__)).parent.rglob("*.py")
    if "migrations" not in path.parts
)
PATTERNS = {
    "compile",
    "match",
    "search",
    "sub",
    "subn",
    "split",
    "fullmatch",
    "findall",
    "finditer",
}
STATEMENTS = {"text", "exec_driver_sql", "_outside"}
OURS = ("phrases.", "self._phrases.", "notices.", "PHRASES[")
"""Where the sentences stand that the bot says."""
KNOWN = {
    # The words of the knowledge base, escaped.
    "names.py: '|'.join(map(re.escape, longest_first)) or '(?!)'",
    # Sentences, and forms of a link, that the lines above take from where they stand.
    "cards.py: text",
    "writer.py: address",
    # SQLite's own words, and a number that it told.
    "engine.py: f'PRAGMA {pragma}'",
    "engine.py: f'BEGIN {mode}'",
    "engine.py: f'PRAGMA busy_timeout={patience}'",
}


def _calls(path: Path) -> Iterator[ast.Call]:
    """Yield what functions call; what happens at the import has nobody's text yet."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    inside = {
        part for node in ast.walk(tree) if isinstance(node, functions) for part in ast.walk(node)
    }
    return (node for node in inside if isinstance(node, ast.Call))


def _constant(node: ast.AST) -> bool:
    """Tell whether *node* is built of what stands in the source, or of constants by their names."""
    if isinstance(node, ast.Name):
        return node.id.upper() == node.id
    if isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.BinOp):
        return all(_constant(part) for part in ast.iter_child_nodes(node))
    return isinstance(node, ast.Constant | ast.operator)


def _strange(path: Path, node: ast.AST) -> str | None:
    """Return *node* as it is known above, None where it is built of constants."""
    name = f"{path.name}: {ast.unparse(node)}"
    return None if _constant(node) or name in KNOWN else name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nobodys_text_is_code(path: Path) -> None:
    """Patterns and statements are constants; what `format` fills in stands with our sentences."""
    found = []
    for call in _calls(path):
        function = ast.unparse(call.func)
        module, _dot, name = function.rpartition(".")
        if module == "re" and name in PATTERNS:
            found.append(_strange(path, call.args[0]))
        elif name in STATEMENTS and "sql" in path.parts:
            found += [_strange(path, argument) for argument in call.args[name == "_outside" :][:1]]
        elif name in {"format", "format_map"} and not module.startswith(("super()", *OURS)):
            assert isinstance(call.func, ast.Attribute)
            found.append(_strange(path, call.func.value))

    assert [each for each in found if each] == []
