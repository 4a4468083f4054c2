"""Replies as cards: what Discord shows, inside its limits. Pure; knows no discord.py."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias, assert_never

from bot.actions import Action, Verb
from bot.phrases import PHRASES
from bot.terminal import examples, names
from bot.writer import MAX_CONTENT, Section, Writer, fit, pages
from knowledge import Found, KnowledgeBase, Language, Reply, Unknown, Unsure

MAX_COMPONENTS = 40
MAX_BUTTONS = 5
MAX_OPTIONS = 25

MAX_ORDER = 6
"""Frameworks whose order a button keeps; the others follow in the order of the data."""
MAX_CRITERIA = 2
"""Criteria of a card: a question asks for one, or clearly for two."""
MAX_LIST = 1800
"""Characters of a page of the list: with its title it is a message without components as well."""
MAX_KEPT = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button that does what its custom_id says."""

    label: str
    custom_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A select menu; its options are pairs of label and value."""

    placeholder: str
    custom_id: str
    options: tuple[tuple[str, str], ...]


Row: TypeAlias = tuple[Button, ...] | Menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A message: sections, rows of controls below them, and the same in plain text."""

    sections: tuple[Section, ...]
    rows: tuple[Row, ...] = ()
    plain: str = ""


class Cards:
    """Makes the cards of one knowledge base. Found ones are kept, for they depend on little."""

    def __init__(self, knowledge: KnowledgeBase, *, prefix: str, contact: str | None) -> None:
        self._knowledge = knowledge
        self._prefix = prefix
        self._contact = contact
        self._places = {name: place for place, name in enumerate(knowledge.frameworks)}
        self.show = lru_cache(maxsize=MAX_KEPT)(self._show)

    def render(self, reply: Reply, prefix: str | None = None) -> Card:
        """Render *reply*, a found one in its short form; *prefix* is that of the place."""
        match reply:
            case Found():
                return self.show(self._action(reply, tuple(c.id for c in reply.criteria)))
            case Unsure():
                return self._unsure(reply)
            case Unknown():
                return self._unknown(reply, prefix or self._prefix)
            case _:
                assert_never(reply)

    def offer(self, reply: Reply, prefix: str | None = None) -> Card:
        """Render *reply* for one member, who may show it to everybody where it is found."""
        card = self.render(reply, prefix)
        if not isinstance(reply, Found):
            return card
        action = self._action(reply, tuple(criterion.id for criterion in reply.criteria))
        show = Button(
            label=PHRASES[reply.language].show_to_channel,
            custom_id=replace(action, verb=Verb.SHOW).encode(),
        )
        return replace(card, rows=(*card.rows, (show,)))

    def knows(self, action: Action) -> bool:
        """Tell whether everything that *action* shows is still there."""
        return 0 < len(action.criteria) <= MAX_CRITERIA and all(
            name in self._knowledge.criteria for name in action.criteria
        )

    def notice(self, text: str) -> Card:
        """Render one sentence of the bot's own."""
        return Card(sections=(Section(text=text),), plain=text)

    def list(self, language: Language, page: int = 0) -> Card:
        """Render a page of the list of all criteria, under their groups."""
        phrases = PHRASES[language]
        title = phrases.criteria.format(count=len(self._knowledge.criteria))
        several = list(pages(self._groups(language), MAX_LIST))
        page = min(page, len(several) - 1)
        buttons = tuple(
            Button(
                label=label,
                custom_id=Action(verb=Verb.LIST, language=language, page=target).encode(),
            )
            for label, target in ((phrases.back, page - 1), (phrases.forward, page + 1))
            if 0 <= target < len(several)
        )
        shown = "\n".join(several[page])
        where = f"-# {phrases.page.format(page=page + 1, pages=len(several))}" if buttons else ""
        text = f"## {title}\n{shown}\n{where}".rstrip()
        plain = "\n".join(fit((f"**{title}**", *several[page], where), MAX_CONTENT))
        return Card(sections=(Section(text=text),), rows=(buttons,) if buttons else (), plain=plain)

    def help(self, language: Language, prefix: str | None = None) -> Card:
        """Render how to ask where commands begin with *prefix*, by default the bot's own."""
        phrases, prefix = PHRASES[language], prefix or self._prefix
        asked = "\n".join(f"- {example}" for example in examples(self._knowledge, language))
        commands = "\n".join(
            f"- `/{name}` `{prefix}{name}`: {text.format(prefix=prefix)}"
            for name, text in phrases.command_lines
        )
        text = (
            f"## {phrases.help_title}\n{phrases.help_ask}\n{asked}\n{phrases.help_mention}\n"
            f"### {phrases.help_commands}\n{commands}\n{phrases.help_more}"
        )
        return Card(sections=(Section(text=text),), plain=text)

    def about(self, language: Language) -> Card:
        """Render what the bot is, and whom to tell about a wrong fact."""
        phrases = PHRASES[language]
        knowledge = self._knowledge
        lines = [
            f"## {phrases.about_title}",
            phrases.about.format(frameworks=names(knowledge, language)),
        ]
        if article := knowledge.profile.article:
            title, publisher = article.title[language], article.publisher[language]
            lines.append(phrases.about_article.format(title=title, publisher=publisher))
        criteria = knowledge.criteria.values()
        facts = sum(len(facts) for criterion in criteria for facts in criterion.facts.values())
        lines.append(
            phrases.about_counts.format(
                criteria=len(criteria), facts=facts, sources=len(knowledge.sources)
            )
        )
        if self._contact:
            lines.append(phrases.about_contact.format(contact=self._contact))
        text = "\n".join(lines)
        return Card(sections=(Section(text=text),), plain=text)

    def _action(self, reply: Reply, criteria: tuple[str, ...]) -> Action:
        order = tuple(self._places[name] for name in reply.frameworks)
        asked = next(n for n in range(len(order) + 1) if [*order[n:]] == sorted(order[n:]))
        return Action(
            verb=Verb.CARD,
            language=reply.language,
            order=order[: min(asked, MAX_ORDER)],
            criteria=criteria,
        )

    def _unsure(self, reply: Unsure) -> Card:
        phrases = PHRASES[reply.language]
        buttons = tuple(
            Button(
                label=criterion.title[reply.language],
                custom_id=self._action(reply, (criterion.id,)).encode(),
            )
            for criterion in reply.candidates[:MAX_BUTTONS]
        )
        asked = "\n".join(f"- {button.label}" for button in buttons)
        return Card(
            sections=(Section(text=phrases.unsure),),
            rows=(buttons,),
            plain=f"{phrases.unsure}\n{asked}",
        )

    def _unknown(self, reply: Unknown, prefix: str) -> Card:
        language = reply.language
        phrases = PHRASES[language]
        said = (
            reply.kind.reply[language]
            if reply.kind
            else phrases.unknown.format(frameworks=names(self._knowledge, language))
        )
        asked = "\n".join(f"- {example}" for example in examples(self._knowledge, language))
        see = phrases.see_criteria.format(command=f"`/criteria` `{prefix}criteria`")
        text = f"{said}\n{phrases.try_these}\n{asked}\n{see}"
        return Card(sections=(Section(text=text),), plain=text)

    def _groups(self, language: Language) -> Iterator[str]:
        """Yield a line for each group: its title, and the titles of its criteria."""
        knowledge = self._knowledge
        if not knowledge.profile.groups:
            yield from (f"- {c.title[language]}" for c in knowledge.criteria.values())
        for group in knowledge.profile.groups:
            titles = " · ".join(knowledge.criteria[name].title[language] for name in group.criteria)
            yield f"**{group.title[language]}**\n{titles}"

    def _show(self, action: Action) -> Card:
        """Render the criteria of *action*, which must exist; a page past the last is the last."""
        writer = Writer(self._knowledge, action)
        short = writer.short()
        full = writer.full()
        unfolded = len(full) > 1 or full[0] != short
        page = min(action.page, len(full))
        sections = full[page - 1] if page else short
        turn = self._turn(action, page, len(full) if unfolded else 0)
        rows: list[Row] = [tuple(turn), tuple(self._votes(action))]
        if menu := self._related(action):
            rows.append(menu)
        return Card(sections=sections, rows=tuple(row for row in rows if row), plain=writer.plain())

    def _turn(self, action: Action, page: int, pages: int) -> Iterator[Button]:
        """Yield the buttons that turn pages, where there are any, and those for other languages."""
        phrases = PHRASES[action.language]
        if pages and page == 0:
            yield _button(phrases.more, action, page=1)
        elif pages:
            yield _button(phrases.less, action, page=0)
            if page > 1:
                yield _button(phrases.back, action, page=page - 1)
            if page < pages:
                yield _button(phrases.forward, action, page=page + 1)
        for language in self._knowledge.profile.languages:
            if language != action.language:
                yield _button(PHRASES[language].own_name, action, page=page, language=language)

    def _votes(self, action: Action) -> Iterator[Button]:
        phrases = PHRASES[action.language]
        for label, verb in ((phrases.helpful, Verb.UP), (phrases.not_helpful, Verb.DOWN)):
            vote = Action(verb=verb, language=action.language, criteria=action.criteria)
            yield Button(label=label, custom_id=vote.encode())

    def _related(self, action: Action) -> Menu | None:
        names = dict.fromkeys(
            related
            for name in action.criteria
            for related in self._knowledge.criteria[name].related
            if related not in action.criteria
        )
        if not names:
            return None
        language = action.language
        return Menu(
            placeholder=PHRASES[language].related,
            custom_id=Action(verb=Verb.MENU, language=language, order=action.order).encode(),
            options=tuple(
                (self._knowledge.criteria[name].title[language], name)
                for name in list(names)[:MAX_OPTIONS]
            ),
        )


def _button(label: str, action: Action, *, page: int, language: Language | None = None) -> Button:
    target = Action(
        verb=Verb.CARD,
        language=language or action.language,
        page=page,
        order=action.order,
        criteria=action.criteria,
    )
    return Button(label=label, custom_id=target.encode())
