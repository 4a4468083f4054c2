"""One check after another, and a report that is never a trace."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from bot.doctor import machine
from bot.doctor.finding import Finding, Status, problem, unchecked
from bot.exits import Exit
from bot.logs import secrets_of
from bot.redaction import Redaction
from bot.settings import Settings


def doctor(*, as_json: bool) -> tuple[Exit, str]:
    """Return a report with `Exit.OK`, `Exit.PROBLEMS` or, if no restart mends it, `Exit.CONFIG`."""
    settings, read = machine.settings()
    redact = Redaction(secrets_of(settings) if settings else ())
    findings = [read]
    if settings is not None:
        findings += asyncio.run(_visit(settings))
    status = _status(findings)
    return status, redact(_json(findings, status) if as_json else _text(findings))


async def _visit(settings: Settings) -> list[Finding]:
    findings = [machine.env_file(Path(".env")), machine.token(settings)]
    findings.append(await asyncio.to_thread(machine.knowledge, settings))
    findings.append(await machine.database(settings))
    findings += machine.disk(settings)
    if settings.discord_token is None:
        return [*findings, unchecked("discord", "there is no token to ask with")]
    return findings + [finding async for finding in _portal(settings)]


async def _portal(settings: Settings) -> AsyncIterator[Finding]:
    # Nothing of Discord's is imported where there is no token.
    import aiohttp

    from bot.doctor.portal import Portal

    async with aiohttp.ClientSession(trust_env=True) as session:
        try:
            async for finding in Portal(settings, session).findings():
                yield finding
        except (KeyError, TypeError, ValueError) as error:
            text = f"gave an answer that makes no sense ({type(error).__name__})"
            yield problem("discord", text, "look at DISCORD_API_URL")


def _status(findings: Iterable[Finding]) -> Exit:
    found = list(findings)
    if any(finding.lasting for finding in found):
        return Exit.CONFIG
    bad = {Status.PROBLEM, Status.UNCHECKED}
    return Exit.PROBLEMS if any(finding.status in bad for finding in found) else Exit.OK


def _text(findings: Iterable[Finding]) -> str:
    lines = []
    for finding in findings:
        lines.append(f"{finding.status:<12}{finding.name}: {finding.text}")
        if finding.remedy:
            lines.append(f"{'':<12}-> {finding.remedy}")
    return "\n".join(lines)


def _json(findings: Iterable[Finding], status: Exit) -> str:
    checks = [
        {
            "name": finding.name,
            "status": finding.status.value,
            "text": finding.text,
            "remedy": finding.remedy,
        }
        for finding in findings
    ]
    return json.dumps({"status": int(status), "checks": checks}, ensure_ascii=False, indent=2)
