"""What a button does, written into its custom_id and read from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import MAX_CUSTOM_ID, Action, Verb
from bot.cards import MAX_CRITERIA, MAX_ORDER
from knowledge import Language

IDS = st.from_regex(r"[a-z0-9]{1,10}(-[a-z0-9]{1,10}){0,2}", fullmatch=True)
ACTIONS = st.builds(
    Action,
    verb=st.sampled_from(Verb),
    language=st.sampled_from(Language),
    page=st.integers(0, 999),
    order=st.lists(st.integers(0, 99), max_size=MAX_ORDER).map(tuple),
    criteria=st.lists(IDS, max_size=MAX_CRITERIA).map(tuple),
)


@given(ACTIONS)
def test_action_survives_its_custom_id(action: Action) -> None:
    """What is written is read again, within Discord's limit."""
    custom_id = action.encode()

    assert len(custom_id) <= MAX_CUSTOM_ID
    assert Action.decode(custom_id) == action


def test_longest_action_fits() -> None:
    """The longest ids, pages and orders together stay within the limit."""
    action = Action(
        verb=Verb.CARD,
        language=Language.ZH,
        page=999,
        order=(99,) * MAX_ORDER,
        criteria=("x" * 32,) * MAX_CRITERIA,
    )

    assert len(action.encode()) <= MAX_CUSTOM_ID
    assert Action.decode(action.encode()) == action


@given(st.text() | st.from_regex(r"cb1:[a-z]*:[a-z]*:[0-9]*:[0-9.]*:[a-z0-9+-]*", fullmatch=True))
def test_any_text_is_an_action_or_none(text: str) -> None:
    """Whatever arrives, nothing is raised, and what is read can be written."""
    action = Action.decode(text)

    assert action is None or Action.decode(action.encode()) == action


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "cb1:",
        "cb2:card:en:0::debugging",
        "CB1:card:en:0::debugging",
        "cb1:card:en:0::debugging ",
        "cb1:card:en:0::debugging\n",
        "cb1:card:en:1000::debugging",
        "cb1:card:en:٣::debugging",
        "cb1:card:en:0::Debugging",
        "cb1:card:fr:0::debugging",
        "cb1:burn:en:0::debugging",
        "cb1:card:en:0:" + "1" * 31 + ":debugging",
        "cb1:card:en:0::" + "x" * 66,
    ],
)
def test_what_was_never_written_is_none(custom_id: str) -> None:
    """A custom_id that differs in one character from what the bot writes is none of its own."""
    assert Action.decode(custom_id) is None
