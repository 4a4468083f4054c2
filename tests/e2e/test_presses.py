"""Buttons and menus, pressed by the asker, by others, and by those who forge them."""

import pytest
from group import Group, button, facts, menu

from fake_discord import Callback, Message

pytestmark = pytest.mark.asyncio(loop_scope="session")

LABELS = {
    "!compare debugging": ("More", "Less", "中文", "Debugging", "调试能力"),
    "!对比 调试": ("展开", "收起", "English", "调试能力", "Debugging"),
}

TAMPERED = [
    "x",
    "other:card:en:0::debugging",
    "cb1:card:fr:0::debugging",
    "cb1:card:en:-1::debugging",
    "cb1:card:en:9999::debugging",
    "cb1:card:en:0::不存在",
    "cb1:card:en:0::no-such-criterion",
    "cb1:card:en:0::" + "+".join(["debugging"] * 6),
    "cb1:up:en:0::no-such-criterion",
    "cb1:show:en:0::",
    "cb1:reload:en:0::",
    "cb1:card:en:0::debugging" + "x" * 200,
    "cb1:card:en:0::{0.__class__}",
    "'; DROP TABLE votes; --",
    "\u202e@everyone",
    "cb1:menu:en:0::",
]


async def _copy(group: Group, card: Message, label: str) -> Message:
    interaction = await group.fake.press(group.bob, card, button(card, label))
    copy = await group.fake.reply(to=interaction)
    assert interaction.callback is Callback.MESSAGE
    assert copy is not card
    assert copy.ephemeral
    return copy


@pytest.mark.parametrize("text", list(LABELS))
async def test_asker_turns_the_card_itself(group: Group, text: str) -> None:
    """More, less, and the other language, each in one response."""
    more, less, other, title, translated = LABELS[text]
    card = await group.ask(text)
    short = facts(card)

    assert await group.press(card, more) is card
    assert len(facts(card)) > len(short)
    assert await group.press(card, less) is card
    assert facts(card) == short
    assert await group.press(card, other) is card

    assert short.startswith(f"## {title}")
    assert facts(card).startswith(f"## {translated}")


@pytest.mark.parametrize("text", list(LABELS))
async def test_somebody_else_gets_a_copy_of_their_own(group: Group, text: str) -> None:
    """It can be turned further, and the asker's card stays as it is."""
    more, less, other, _title, translated = LABELS[text]
    card = await group.ask(text)
    before = facts(card)

    copy = await _copy(group, card, more)
    assert await group.press(copy, less, group.bob) is copy
    assert await group.press(copy, other, group.bob) is copy
    chosen = menu(card)["options"][0]
    selected = await group.fake.select(group.bob, card, menu(card)["custom_id"], [chosen["value"]])
    related = await group.fake.reply(to=selected)

    assert facts(copy).startswith(f"## {translated}")
    assert related.ephemeral
    assert facts(related).startswith(f"## {chosen['label']}")
    assert facts(card) == before


async def test_slash_answer_is_the_askers(group: Group) -> None:
    """Who used the command turns it, others get copies."""
    card = await group.slash("compare", question="debugging")

    await _copy(group, card, "More")
    assert await group.press(card, "More") is card


async def test_asker_is_known_without_the_question(group: Group) -> None:
    """Discord does not always say which message an answer replies to."""
    card = await group.ask("!compare debugging")
    card.payload.pop("referenced_message")

    assert await group.press(card, "More") is card
    await _copy(group, card, "Less")


@pytest.mark.parametrize("locale", ["en-US", "zh-TW"])
@pytest.mark.parametrize("custom_id", TAMPERED)
async def test_tampered_button_gets_a_polite_word(
    group: Group, custom_id: str, locale: str
) -> None:
    """In private; nothing of what was sent is echoed."""
    card = await group.ask("!compare debugging")
    before = facts(card)

    forged = await group.fake.press(group.alice, card, custom_id, locale=locale, forged=True)
    answer = await group.fake.reply(to=forged)

    assert answer.ephemeral
    known = custom_id.startswith("cb1:") and ":en:" in custom_id
    english = "I do not know that point any more. Please ask again."
    assert answer.text() in {english, "这个条目已经不在了，请重新提问。"}
    assert (answer.text() == english) or not (known and locale == "en-US")
    assert facts(card) == before


@pytest.mark.parametrize("values", [[], ["no-such"], ["../../etc/passwd"], ["调试"], ["@everyone"]])
async def test_forged_selection_gets_a_polite_word(group: Group, values: list[str]) -> None:
    """What is not offered is not shown."""
    card = await group.ask("!compare debugging")
    forged = await group.fake.select(
        group.alice, card, menu(card)["custom_id"], values, forged=True
    )

    answer = await group.fake.reply(to=forged)

    assert answer.ephemeral
    assert answer.text() == "I do not know that point any more. Please ask again."


async def test_page_past_the_last_is_the_last(group: Group) -> None:
    """A criterion may have fewer facts than when the card was sent."""
    card = await group.ask("!compare debugging")

    forged = await group.fake.press(group.alice, card, "cb1:card:en:999::debugging", forged=True)
    await group.fake.reply(to=forged)

    assert facts(card).startswith("## Debugging")


async def test_unsure_answer_leads_on(group: Group) -> None:
    """One press shows the facts in the place of the question asked back."""
    card = await group.ask("!compare network")
    assert "Which of these do you mean?" in card.text()
    labels = [c["label"] for c in card.components() if c["type"] == 2]

    assert await group.press(card, labels[0]) is card
    assert facts(card).startswith(f"## {labels[0]}")
    answer = await group.ask("and in PyTorch?", reply_to=card)

    assert facts(answer).startswith(f"## {labels[0]}")


async def test_menu_answers_in_private_and_shows_once(group: Group) -> None:
    """Both languages; a button shows the answer to the channel, however often it is pressed."""
    for text, locale, label, again, title in (
        ("which one is easier to debug?", "en-US", "Show to channel", "already", "## Debugging"),
        ("哪个更容易调试", "zh-CN", "发到频道", "已经", "## 调试能力"),
        ("!compare debugging", "en-US", "Show to channel", "already", "## Debugging"),
        (
            f"<@{group.fake.bot.id}> debugging",
            "en-US",
            "Show to channel",
            "already",
            "## Debugging",
        ),
    ):
        if text.startswith(("!", "<")):
            message = await group.fake.say(group.channel, group.bob, text)
            await group.fake.reply(to=message)
        else:
            message = await group.fake.say(group.channel, group.bob, text)
        asked = await group.fake.context_menu(
            group.alice, "Answer this question", message, locale=locale
        )
        private = await group.fake.reply(to=asked)
        public = await group.press(private, label)
        twice = await group.press(private, label)

        assert private.ephemeral
        assert facts(private).startswith(title)
        assert not public.ephemeral
        assert facts(public).startswith(title)
        assert label not in public.text()
        assert twice.ephemeral
        assert again in twice.text()


@pytest.mark.parametrize(
    ("text", "said"),
    [("good morning", ""), ("👍", "How to ask"), ("who ate my sandwich?", "You could ask")],
)
async def test_menu_on_anything_else_is_private_too(group: Group, text: str, said: str) -> None:
    """There is nothing to show to the channel."""
    message = await group.fake.say(group.channel, group.bob, text)
    asked = await group.fake.context_menu(group.alice, "Answer this question", message)

    answer = await group.fake.reply(to=asked)

    assert answer.ephemeral
    assert said in answer.text()
    assert "Show to channel" not in answer.text()
