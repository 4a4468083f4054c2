"""The command line as a process of its own, with nothing of this machine's environment."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def environment(**variables: str) -> dict[str, str]:
    """Return an environment in which the project can be imported, and *variables*."""
    return {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"} | variables


def run(
    *arguments: str | bytes, cwd: Path, stdin: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m bot` in *cwd* until it ends."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**variables),
        timeout=60,
        check=False,
    )
