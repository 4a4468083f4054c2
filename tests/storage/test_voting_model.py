"""Any story of votes, months and forgetting ends with the right sums."""

import asyncio
import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.storage import Cast, Storage

MEMBERS = st.integers(0, 3)
CRITERIA = st.sampled_from(["debugging", "graphs"])


class Voting(RuleBasedStateMachine):
    """Votes in the database beside votes in a dictionary."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "bot.db")
        self.month = 0
        self.votes: dict[tuple[int, str, int], bool] = {}

        self.runner = asyncio.Runner()
        self.storage = self.open()

    def open(self) -> Storage:
        url = f"sqlite+aiosqlite:///{self.folder / 'bot.db'}"
        storage = Storage(url, clock=self.now, timeout=30)
        self.runner.run(storage.database.open())
        return storage

    def now(self) -> datetime:
        return datetime(2026 + self.month // 12, self.month % 12 + 1, 15, tzinfo=UTC)

    @rule(member=MEMBERS, criterion=CRITERIA, up=st.booleans())
    def vote(self, member: int, criterion: str, up: bool) -> None:
        before = self.votes.get((self.month, criterion, member))
        self.votes[self.month, criterion, member] = up
        cast = self.runner.run(self.storage.votes.cast(member, criterion, up=up))
        expected = Cast.KEPT if before is up else Cast.CHANGED
        assert cast is (Cast.COUNTED if before is None else expected)

    @rule(member=MEMBERS)
    def forget(self, member: int) -> None:
        self.runner.run(self.storage.forget(member))
        for month, criterion, voter in list(self.votes):
            if (month, voter) == (self.month, member):
                del self.votes[month, criterion, voter]

    @rule()
    def month_passes(self) -> None:
        self.month += 1

    @rule()
    def tidy(self) -> None:
        self.runner.run(self.storage.tidy())

    @rule()
    def restart(self) -> None:
        self.runner.run(self.storage.database.close())
        self.storage = self.open()

    @invariant()
    def sums_are_right(self) -> None:
        expected = Counter((month, c, up) for (month, c, _), up in self.votes.items())
        found: Counter[tuple[int, str, bool]] = Counter()
        for tally in self.runner.run(self.storage.votes.tallies()):
            year, month = map(int, tally.month.split("-"))
            for up, count in ((True, tally.up), (False, tally.down)):
                found[(year - 2026) * 12 + month - 1, tally.criterion, up] = count
        assert +found == expected

    def teardown(self) -> None:
        self.runner.run(self.storage.database.close())
        self.runner.close()
        shutil.rmtree(self.folder)


def test_any_story_of_votes_ends_with_the_right_sums(sqlite_url: str, tmp_path: Path) -> None:
    """The database and a dictionary agree after every step."""
    Voting.template = tmp_path / "bot.db"
    run_state_machine_as_test(
        Voting, settings=settings(max_examples=10, stateful_step_count=12, deadline=None)
    )
