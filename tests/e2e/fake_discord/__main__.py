"""Serve a small world until interrupted: `python -m fake_discord --port 0`."""

import argparse
import asyncio
import signal
import sys

from .driver import FakeDiscord
from .rules import Rules
from .world import FAKE_TOKEN, World


async def _serve(port: int, token: str, rules: Rules) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with FakeDiscord(World.small(token=token), rules=rules, port=port) as fake:
        sys.stdout.write(f"{fake.api_url}\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="fake_discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free port")
    parser.add_argument("--token", default=FAKE_TOKEN, help="the bot's token")
    parser.add_argument("--lax", action="store_true", help="do not validate payloads")
    parser.add_argument("--history", type=int, default=10_000, help="requests kept")
    options = parser.parse_args()
    rules = Rules(strict=not options.lax, history=options.history)
    asyncio.run(_serve(options.port, options.token, rules))


if __name__ == "__main__":
    main()
