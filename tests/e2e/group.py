"""A server of a test's own, on a fake Discord that several tests share with one bot."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from fake_discord import Channel, FakeDiscord, Guild, Interaction, Message, Permission, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A server with a channel, two members and a manager."""

    fake: FakeDiscord
    guild: Guild
    channel: Channel
    alice: User
    bob: User
    manager: User

    @classmethod
    async def join(cls, fake: FakeDiscord, *, has_bot: bool = True) -> "Group":
        """Make a server and let the bot in while it runs."""
        world = fake.world
        guild = world.add_guild("Study group", has_bot=has_bot)
        group = cls(
            fake=fake,
            guild=guild,
            channel=world.add_channel(guild, "general"),
            alice=world.add_user("alice"),
            bob=world.add_user("bob"),
            manager=world.add_user("manager"),
        )
        role = guild.add_role("managers", Permission.MANAGE_GUILD)
        guild.add_member(group.alice)
        guild.add_member(group.bob)
        guild.add_member(group.manager, role)
        if has_bot:
            await fake.guild_joined(guild)
        return group

    async def ask(self, text: str, reply_to: Message | None = None) -> Message:
        """Let Alice write *text* in the channel, and return the bot's answer."""
        question = await self.fake.say(self.channel, self.alice, text, reply_to=reply_to)
        return await self.fake.reply(to=question)

    async def silent(self, *texts: str, reply_to: Message | None = None) -> None:
        """Let Alice write all *texts*, and fail if the bot says anything to one."""
        said = [
            await self.fake.say(self.channel, self.alice, text, reply_to=reply_to) for text in texts
        ]
        await self.fake.settled()
        for message in said:
            assert not self.fake.answers(message), message.content

    async def slash(
        self, name: str, user: User | None = None, locale: str | None = None, **options: Any
    ) -> Message:
        """Let somebody use a slash command, and return the answer."""
        interaction = await self.fake.slash(
            user or self.alice, self.channel, name, options, locale=locale
        )
        return await self.fake.reply(to=interaction)

    async def manage(self, name: str, **options: Any) -> Message:
        """Let the manager use a slash command, and return the answer."""
        return await self.slash(name, self.manager, **options)

    async def press(self, message: Message, label: str, user: User | None = None) -> Message:
        """Press the button *label*, Alice unless it is another *user*; return what comes of it."""
        interaction = await self.fake.press(user or self.alice, message, button(message, label))
        return await self.fake.reply(to=interaction)


def button(message: Message, label: str) -> str:
    """Return the custom_id of the button *label* of *message*."""
    (found,) = {str(c["custom_id"]) for c in message.components() if c.get("label") == label}
    return found


def menu(message: Message) -> dict[str, Any]:
    """Return the select menu of *message*."""
    (found,) = (each for each in message.components() if each["type"] == 3)
    return found


def facts(message: Message) -> str:
    """Return what a card says, without its controls."""
    texts = [c["content"] for c in message.components() if c["type"] == 10]
    texts += [message.content, *(embed.get("description", "") for embed in message.embeds)]
    return "\n".join(text for text in texts if text)


def assert_polite(fake: FakeDiscord) -> None:
    """Fail on what was refused, answered twice, too late or without nonce, or may ping."""
    fake.assert_clean()
    interactions: list[Interaction] = fake.backend.desk.opened
    late = [each for each in interactions if each.answered_at is None]
    assert not late, f"{len(late)} interactions were not answered"
    posted = [sent for sent in fake.sent if sent.kind == "message"]
    assert all(sent.payload["enforce_nonce"] and sent.payload["nonce"] for sent in posted)
    assert all(sent.payload["allowed_mentions"] == {"parse": []} for sent in posted)
    answered = Counter(sent.payload["nonce"] for sent in posted)
    assert [nonce for nonce, count in answered.items() if count > 1] == []
