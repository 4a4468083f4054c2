"""What SECURITY.md promises has tests, and its audit cannot pass by looking at nothing."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOWHERE = "http://127.0.0.1:1"


def test_tests_that_are_named_are_there() -> None:
    """Each promise names files or folders of tests."""
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    named = set(re.findall(r"`(tests/[\w/.]+)`", page))

    assert len(named) >= 8
    assert [path for path in named if not (ROOT / path).exists()] == []
    rows = [line for line in page.splitlines() if line.startswith("| ")][2:]
    assert [row for row in rows if "tests/" not in row] == []


def test_audit_fails_where_nothing_can_be_looked_up() -> None:
    """The very command of `make audit`, without a way to the list of holes."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (command,) = re.findall(r"^\t\$\(BIN\)/pip-audit (.+)$", makefile, re.MULTILINE)
    names = {line.split()[-1] for line in re.findall(r"-r \S+", command)}
    proxies = {name: NOWHERE for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")}

    audit = subprocess.run(
        (sys.executable, "-m", "pip_audit", *shlex.split(command)),
        cwd=ROOT,
        env={**os.environ, **proxies, "NO_PROXY": "", "no_proxy": ""},
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert audit.returncode != 0
    assert b"No known vulnerabilities" not in audit.stdout + audit.stderr
    assert names == {path.name for path in ROOT.glob("requirements*.txt")}
