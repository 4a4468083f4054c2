"""Replies as plain text."""

from collections.abc import Iterator
from typing import assert_never

from bot.phrases import PHRASES, Phrases
from knowledge import Criterion, Found, KnowledgeBase, Language, Match, Reply, Unknown, Unsure

INDENT = "  "
TELLING = 0.05
"""Weight below which a word is not worth telling."""


def render(reply: Reply, knowledge: KnowledgeBase) -> str:
    """Write *reply* as plain text: no colour, no markup, lines as long as their sentences."""
    phrases = PHRASES[reply.language]
    match reply:
        case Found():
            return "\n\n".join(
                render_criterion(criterion, knowledge, reply.language, reply.frameworks)
                for criterion in reply.criteria
            )
        case Unsure():
            titles = (f"- {c.title[reply.language]} ({c.id})" for c in reply.candidates)
            return "\n".join((phrases.unsure, *titles))
        case Unknown():
            return "\n".join(_unknown(reply, knowledge, phrases))
        case _:
            assert_never(reply)


def render_criterion(
    criterion: Criterion, knowledge: KnowledgeBase, language: Language, frameworks: tuple[str, ...]
) -> str:
    """Write *criterion* whole, with every date and address, and what the article says."""
    phrases = PHRASES[language]
    lines = [criterion.title[language], criterion.in_short[language]]
    for framework in frameworks:
        lines += ["", knowledge.frameworks[framework].name[language]]
        for fact in criterion.facts[framework]:
            text = phrases.fact.format(text=fact.text[language], month=fact.as_of, sources="")
            lines.append(f"- {text}")
            lines += (f"{INDENT}{knowledge.sources[name].url}" for name in fact.sources)
    lines += _article(criterion, knowledge, language, frameworks)
    if criterion.related:
        titles = (knowledge.criteria[name].title[language] for name in criterion.related)
        lines += ["", phrases.related_are.format(titles=phrases.listed.join(titles))]
    return "\n".join(lines)


def _article(
    criterion: Criterion, knowledge: KnowledgeBase, language: Language, frameworks: tuple[str, ...]
) -> Iterator[str]:
    article = knowledge.profile.article
    if not criterion.article or not article:
        return
    phrases = PHRASES[language]
    yield ""
    yield phrases.article.format(
        title=article.title[language], publisher=article.publisher[language]
    )
    for framework in frameworks:
        name = knowledge.frameworks[framework].name[language]
        for reading in criterion.article.get(framework, ()):
            yield f"- {phrases.article_says.format(framework=name, says=reading.says[language])}"
            verdict = phrases.verdicts[reading.verdict]
            yield INDENT + phrases.note.format(verdict=verdict, note=reading.note[language])


def _unknown(reply: Unknown, knowledge: KnowledgeBase, phrases: Phrases) -> Iterator[str]:
    if reply.kind:
        yield reply.kind.reply[reply.language]
    else:
        yield phrases.unknown.format(frameworks=names(knowledge, reply.language))
    yield phrases.try_these
    yield from (f"- {example}" for example in examples(knowledge, reply.language))


def explain(reply: Reply) -> str:
    """List what *reply* may be about, likeliest first, and last what speaks for no criterion."""
    told = [(match.id, match) for match in reply.matches]
    if reply.against:
        told.append((f"no criterion, but {reply.against.id}", reply.against))
    return "\n".join(
        "\n".join((f"{name} {match.score:.1f}", *(INDENT + why for why in evidence(match))))
        for name, match in told
    )


def evidence(match: Match) -> Iterator[str]:
    """Say which words speak for *match*, and how much; those that hardly do are left out."""
    for term in match.evidence:
        if term.weight >= TELLING:
            taken = term.word if term.word == term.known else f"{term.word} = {term.known}"
            yield f"{taken} ({term.weight:.2f})"


def names(knowledge: KnowledgeBase, language: Language) -> str:
    """Name all frameworks in one phrase."""
    several = [framework.name[language] for framework in knowledge.frameworks.values()]
    space = " " if language is Language.ZH else ""
    joined = f"{space}{PHRASES[language].joined}{space}"
    return joined.join((", ".join(several[:-1]), several[-1])) if several[1:] else several[0]


def examples(knowledge: KnowledgeBase, language: Language) -> tuple[str, ...]:
    """Return questions that show what can be asked: the profile's, else one of some criteria."""
    given = knowledge.profile.examples.get(language)
    if given:
        return given
    several = (criterion.questions.get(language) for criterion in knowledge.criteria.values())
    return tuple(questions[0] for questions in several if questions)[:4]
