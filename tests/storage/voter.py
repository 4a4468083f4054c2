"""
A program that votes without end and says which votes were confirmed: `voter.py DATABASE_URL`.

Each line on standard input is the first member to vote for; a copy of this process, whose number
is said, then votes until somebody ends it. Copies start at once: all is imported already.
"""

import asyncio
import gc
import os
import sys

from bot.storage import Storage
from bot.storage.sql import engine


async def vote(url: str, first: int) -> None:
    """Vote for one member after another, five at a time."""
    async with Storage(url) as storage:

        async def cast(member: int) -> None:
            await storage.votes.cast(member, "debugging", up=True)
            # One write, so that a kill leaves whole lines.
            os.write(1, f"voted {member}\n".encode())

        for member in range(first, first + 1_000_000, 5):
            await asyncio.gather(*(cast(member + n) for n in range(5)))


def main(url: str) -> None:
    """Start one voter after another."""
    assert engine  # It is imported here, once for all.
    gc.freeze()
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            asyncio.run(vote(url, int(line)))
            os._exit(0)
        os.write(1, f"started {process}\n".encode())
        os.waitpid(process, 0)
        os.write(1, b"ended 0\n")


if __name__ == "__main__":
    main(sys.argv[1])
