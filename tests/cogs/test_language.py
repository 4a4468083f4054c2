"""`/language`: a member's own choice."""

from collections.abc import Callable

import pytest

from bot.notices import EN, ZH
from bot.phrases import EN as SAID
from bot.storage import Storage
from knowledge import Language
from tests.cogs.world import World


@pytest.mark.parametrize(
    ("value", "kept", "told", "title"),
    [
        ("zh", Language.ZH, ZH.answers_in, "## 调试能力"),
        ("en", Language.EN, EN.answers_in, "## Debugging"),
        ("auto", None, EN.answers_follow, "## Debugging"),
    ],
)
async def test_language_is_kept_and_followed(
    world: World, opened: Storage, value: str, kept: Language | None, told: str, title: str
) -> None:
    """The member is told in the new language, and answered in it at once."""
    await opened.preferences.set_member_language(world.alice.id, Language.ZH)

    await world.alice.slash(world.channel, "language", value=value)
    await world.alice.slash(world.channel, "compare", question="debug")

    confirmed, answered = world.sent()
    assert confirmed.ephemeral
    assert confirmed.text == told
    assert answered.text.startswith(title)
    assert await opened.preferences.member_language(world.alice.id) is kept


async def test_language_of_one_member_is_not_that_of_others(world: World, opened: Storage) -> None:
    """Everybody chooses alone."""
    await world.alice.slash(world.channel, "language", value="zh")
    await world.bob.slash(world.channel, "compare", question="debug")

    assert world.sent()[-1].text.startswith("## Debugging")


async def test_language_works_in_direct_messages(world: World, opened: Storage) -> None:
    """The choice goes wherever the member goes."""
    await world.alice.user.slash("language", value="zh")
    await world.alice.send_dm("debug")

    confirmed, answered = world.sent()
    assert confirmed.text == ZH.answers_in
    assert answered.text.startswith("## 调试能力")


async def test_language_that_cannot_be_kept_is_told(
    world: World, speak: Callable[[str], None]
) -> None:
    """Without the database the member learns that nothing was changed."""
    await world.alice.slash(world.channel, "language", value="zh")

    assert world.answer().ephemeral
    assert world.answer().text == SAID.not_kept


async def test_value_that_was_not_offered_is_refused(world: World, opened: Storage) -> None:
    """A client of somebody's own may send what Discord's would not."""
    world.widen("language")

    await world.alice.slash(world.channel, "language", value="forged")

    assert world.answer().text == EN.bad_value
