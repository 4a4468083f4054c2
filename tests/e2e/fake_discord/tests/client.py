"""A client of the REST API without any manners."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from fake_discord import (
    FakeDiscord,
    Interaction,
    Json,
)
from fake_discord.tests.bodies import NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> int:
        code: int = self.body["code"]
        return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A client of the REST API without any manners."""

    fake: FakeDiscord
    session: aiohttp.ClientSession

    async def call(self, method: str, path: str, body: Any = None, **options: Any) -> Reply:
        headers = {"Authorization": f"Bot {self.fake.token}"}
        if body is not None:
            options["json"] = body
        url = self.fake.api_url + path
        async with self.session.request(method, url, headers=headers, **options) as response:
            is_json = response.headers.get("Content-Type") == "application/json"
            return Reply(
                status=response.status,
                body=await response.json() if is_json else await response.text(),
                headers=dict(response.headers),
            )

    async def post(self, body: Json, channel_id: int | None = None) -> Reply:
        """Make a message; it pings nobody unless the body says otherwise."""
        where = channel_id or self.fake.channel.id
        body = {"allowed_mentions": NOBODY, **body}
        return await self.call("POST", f"/channels/{where}/messages", body)

    async def answer(self, interaction: Interaction, body: Json) -> Reply:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        return await self.call("POST", path, body, params={"with_response": "1"})

    async def put_commands(self, *bodies: Json) -> Reply:
        path = f"/applications/{self.fake.world.application.id}/commands"
        return await self.call("PUT", path, list(bodies))
