"""The terminal starts without what only Discord needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.process import environment

SCRIPT = """
import sys
from bot.cli import main

try:
    status = main(sys.argv[1:])
except SystemExit as stopped:
    status = stopped.code
heavy = sorted({"discord", "aiohttp"} & set(sys.modules))
print(f"status {status}, imported {heavy}", file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [["ask", "debugging"], ["ask", "--json", "调试"], ["check"], ["chat"], [], ["--help"]],
    ids=" ".join,
)
def test_terminal_imports_nothing_of_discord(tmp_path: Path, arguments: list[str]) -> None:
    """An answer in the terminal waits for no library that it does not use."""
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        input="debugging\n",
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment(),
        timeout=60,
        check=False,
    )

    assert process.stderr.splitlines()[-1] == "status 0, imported []"
