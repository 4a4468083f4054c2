"""One transaction, and what can be done in it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.sql.asked import AskedRows
from bot.storage.sql.preferences import PreferenceRows
from bot.storage.sql.questions import QuestionRows
from bot.storage.sql.votes import VoteRows


class Transaction:
    """The rows of everything that is kept, seen through one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.preferences = PreferenceRows(connection)
        self.votes = VoteRows(connection)
        self.questions = QuestionRows(connection)
        self.asked = AskedRows(connection)
