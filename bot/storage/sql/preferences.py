"""The rows of servers and members."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, delete, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.model import GuildSettings, Visibility
from bot.storage.sql.schema import free_channels, guild_settings, member_languages, open_questions
from bot.storage.sql.upsert import insert
from knowledge import Language


class PreferenceRows:
    """Reads and writes preferences in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def guild(self, guild_id: int) -> GuildSettings:
        """Return a server's settings, the defaults where it has none."""
        found = await self._guilds(guild_settings.c.guild_id == guild_id)
        return found.get(guild_id) or GuildSettings(guild_id=guild_id)

    async def everything(
        self, *, most: int
    ) -> tuple[Mapping[int, GuildSettings] | None, Mapping[int, Language | None] | None]:
        """Return all servers and all members; None for either where there are more than *most*."""
        servers = await self._connection.scalar(select(func.count()).select_from(guild_settings))
        people = await self._connection.scalar(select(func.count()).select_from(member_languages))
        guilds, members = None, None
        if (servers or 0) <= most:
            guilds = await self._guilds(true())
        if (people or 0) <= most:
            rows = await self._connection.execute(select(member_languages))
            members = {row.user_id: Language.from_locale(row.language) for row in rows}
        return guilds, members

    async def change(self, guild_id: int, changes: Mapping[str, object]) -> GuildSettings:
        """Change columns of a server's row, and delete the questions of one without a list."""
        statement = insert(self._connection, guild_settings).values(guild_id=guild_id, **changes)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["guild_id"], set_=changes)
        )
        settings = await self.guild(guild_id)
        if not settings.gaps:
            await self._connection.execute(
                delete(open_questions).where(open_questions.c.guild_id == guild_id)
            )
        return settings

    async def add_channel(self, guild_id: int, channel_id: int, *, most: int) -> GuildSettings:
        """Add a channel to a server that has less than *most*."""
        ensure = insert(self._connection, guild_settings).values(guild_id=guild_id)
        await self._connection.execute(ensure.on_conflict_do_nothing())
        # The lock makes two managers who add at once wait for each other.
        await self._connection.execute(
            select(guild_settings.c.guild_id)
            .where(guild_settings.c.guild_id == guild_id)
            .with_for_update()
        )
        there = await self._connection.scalar(
            select(func.count()).where(free_channels.c.guild_id == guild_id)
        )
        if (there or 0) < most:
            add = insert(self._connection, free_channels)
            await self._connection.execute(
                add.values(guild_id=guild_id, channel_id=channel_id).on_conflict_do_nothing()
            )
        return await self.guild(guild_id)

    async def remove_channel(self, guild_id: int, channel_id: int) -> GuildSettings:
        """Remove a channel, if it is there."""
        await self._connection.execute(
            delete(free_channels)
            .where(free_channels.c.guild_id == guild_id)
            .where(free_channels.c.channel_id == channel_id)
        )
        return await self.guild(guild_id)

    async def delete(self, guild_id: int) -> None:
        """Delete a server's row, and with it its channels and questions."""
        await self._connection.execute(
            delete(guild_settings).where(guild_settings.c.guild_id == guild_id)
        )

    async def member(self, user_id: int) -> Language | None:
        """Return a member's language."""
        return Language.from_locale(
            await self._connection.scalar(
                select(member_languages.c.language).where(member_languages.c.user_id == user_id)
            )
        )

    async def set_member(self, user_id: int, language: Language | None) -> None:
        """Keep a member's language, or delete the row."""
        if language is None:
            await self._connection.execute(
                delete(member_languages).where(member_languages.c.user_id == user_id)
            )
            return
        statement = insert(self._connection, member_languages)
        await self._connection.execute(
            statement.values(user_id=user_id, language=language).on_conflict_do_update(
                index_elements=["user_id"], set_={"language": language}
            )
        )

    async def _guilds(self, where: ColumnElement[bool]) -> dict[int, GuildSettings]:
        channels: dict[int, set[int]] = defaultdict(set)
        for guild_id, channel_id in await self._connection.execute(
            select(free_channels.c.guild_id, free_channels.c.channel_id)
            .join_from(free_channels, guild_settings)
            .where(where)
        ):
            channels[guild_id].add(channel_id)
        return {
            row.guild_id: GuildSettings(
                guild_id=row.guild_id,
                # A language that this version does not speak counts as none.
                language=Language.from_locale(row.language),
                prefix=row.prefix,
                visibility=Visibility(row.visibility),
                gaps=row.gaps,
                channels=frozenset(channels[row.guild_id]),
            )
            for row in await self._connection.execute(select(guild_settings).where(where))
        }
