"""The quick reading of a file without mistakes, against the careful one."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Location, _build, _plain

PIECES = st.sampled_from(
    [*"ab \n:-,#&*!|>'\"{}[]?", "\n  ", ": ", "- ", "{", "}", "a: b\n", "---\n", "&a ", "*a", "!t "]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_plain_reading_agrees_with_the_careful_one(text: str) -> None:
    """What is read quickly is what the careful reading reads without a word."""
    problems: list[str] = []

    def problem(line: int, where: Location, what: str, remedy: str) -> None:
        problems.append(what)

    try:
        plain = _plain(text)
        careful = _build(yaml.parse(text, Loader=yaml.CSafeLoader), problem)
    except yaml.YAMLError:
        return
    if plain:
        assert plain == careful
        assert problems == []
