"""A program that votes without end and says which votes were confirmed: DATABASE_URL FIRST."""

import asyncio
import os
import sys

from bot.storage import Storage


async def main(url: str, first: int) -> None:
    """Vote for one member after another, five at a time."""
    async with Storage(url) as storage:

        async def vote(member: int) -> None:
            await storage.votes.cast(member, "debugging", up=True)
            # One write, so that a kill leaves whole lines.
            os.write(1, f"{member}\n".encode())

        for member in range(first, first + 1_000_000, 5):
            await asyncio.gather(*(vote(member + n) for n in range(5)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
