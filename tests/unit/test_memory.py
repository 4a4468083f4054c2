"""What is remembered in memory, and for how long."""

from bot.memory import ANSWERS, Answered, Memory
from knowledge import Language


def _answered(number: int, *, channel: int = 1) -> Answered:
    return Answered(
        question_id=number,
        answer_id=-number,
        channel_id=channel,
        user_id=7,
        text="debugging",
        language=Language.EN,
        criteria=("debugging",),
    )


def test_message_is_new_once() -> None:
    """A replayed event is known."""
    memory = Memory()

    assert [memory.first_sight(1), memory.first_sight(2), memory.first_sight(1)] == [
        True,
        True,
        False,
    ]


def test_answer_is_found_by_question_and_by_itself() -> None:
    """Edits name the question, replies the answer."""
    memory = Memory()
    answered = _answered(1)

    memory.keep(answered, direct=False)

    assert memory.of_question(1) is memory.of_answer(-1) is answered
    assert memory.last(1) is None


def test_last_answer_counts_in_direct_messages_only() -> None:
    """There the next message may go on without a reply."""
    memory = Memory()

    memory.keep(_answered(1), direct=True)
    memory.keep(_answered(2), direct=True)

    assert memory.last(1) == _answered(2)


def test_forgotten_answer_is_gone_everywhere() -> None:
    """Only what is forgotten goes; a later answer stays the last."""
    memory = Memory()
    memory.keep(_answered(1), direct=True)
    memory.keep(_answered(2), direct=True)

    memory.forget(_answered(1))

    assert memory.of_question(1) is None
    assert memory.of_answer(-1) is None
    assert memory.last(1) == _answered(2)
    memory.forget(_answered(2))
    assert memory.last(1) is None


def test_memory_is_bounded() -> None:
    """The oldest answers go first."""
    memory = Memory()

    for number in range(1, ANSWERS + 2):
        memory.keep(_answered(number), direct=False)

    assert memory.of_question(1) is None
    assert memory.of_question(ANSWERS + 1) is not None


def test_direct_message_is_gone_on_from_for_ten_minutes() -> None:
    """After that a framework alone asks for nothing in particular."""
    now = 0.0
    memory = Memory(timer=lambda: now)
    memory.keep(_answered(1), direct=True)

    now = 599.0
    assert memory.last(1) == _answered(1)
    now = 601.0
    assert memory.last(1) is None


def test_turned_card_is_remembered_as_it_is() -> None:
    """Under its question, by itself, and as the last answer if it was that."""
    memory = Memory()
    memory.keep(_answered(1), direct=True)

    memory.turned(-1, ("tpu",))
    memory.turned(-2, ("tpu",))

    for answered in (memory.of_question(1), memory.of_answer(-1), memory.last(1)):
        assert answered is not None
        assert answered.criteria == ("tpu",)
    assert memory.of_answer(-2) is None
