"""How much may be asked within a while."""

import pytest

from bot.limits import Limits, Rate, Verdict


class Clock:
    """A clock that a test sets, in seconds."""

    now = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.mark.parametrize(
    ("text", "rate"), [("5/10s", Rate(count=5, seconds=10)), ("0", Rate(count=0, seconds=0))]
)
def test_rate_is_read(text: str, rate: Rate) -> None:
    """A count and seconds, or 0 for no limit."""
    assert Rate.parse(text) == rate


@pytest.mark.parametrize("text", ["", "5", "5/10", "0/10s", "5/0s", "-1/10s", "5/10m", "a/bs"])
def test_rate_refuses_all_else(text: str) -> None:
    """What it is not is said, not guessed."""
    with pytest.raises(ValueError, match="such as 5/10s"):
        Rate.parse(text)


def test_member_who_asks_too_often_is_told_once(clock: Clock) -> None:
    """Then silence until the window is over, then a fresh start."""
    limits = Limits(user=Rate(count=2, seconds=10), clock=clock)

    def ask() -> Verdict:
        return limits.ask(user=1, channel=1)[0]

    assert [ask() for _ in range(5)] == [
        Verdict.ANSWER,
        Verdict.ANSWER,
        Verdict.NOTICE,
        Verdict.SILENCE,
        Verdict.SILENCE,
    ]
    clock.now += 10.1
    assert ask() is Verdict.ANSWER


def test_wait_is_the_rest_of_the_window(clock: Clock) -> None:
    """The notice can say when to ask again."""
    limits = Limits(user=Rate(count=1, seconds=10), clock=clock)
    limits.ask(user=1, channel=1)
    clock.now += 4

    verdict, wait = limits.ask(user=1, channel=1)

    assert verdict is Verdict.NOTICE
    assert wait == pytest.approx(6)


def test_members_do_not_spend_each_others_questions(clock: Clock) -> None:
    """The limit of a member is the member's own, that of a channel everybody's there."""
    limits = Limits(user=Rate(count=1, seconds=10), channel=Rate(count=2, seconds=10), clock=clock)

    verdicts = [limits.ask(user=user, channel=1)[0] for user in (1, 2, 3)]

    assert verdicts == [Verdict.ANSWER, Verdict.ANSWER, Verdict.NOTICE]
    assert limits.ask(user=3, channel=2)[0] is Verdict.NOTICE
    assert limits.ask(user=4, channel=2)[0] is Verdict.ANSWER


def test_no_limit_counts_nothing(clock: Clock) -> None:
    """0 switches a limit off."""
    limits = Limits(clock=clock)

    assert {limits.ask(user=1, channel=1)[0] for _ in range(1000)} == {Verdict.ANSWER}
