"""What the shipped knowledge base has to hold, and its texts with the places where they stand."""

from collections.abc import Iterator

from knowledge import Criterion, KnowledgeBase, Language

FROM_THE_ARTICLE = (
    *("library", "origin", "compatibility", "functionality", "api", "power", "speed"),
    *("architecture", "debugging", "datasets", "size", "projects", "ramp-up", "purpose"),
    *("modules", "hardware", "autodiff", "graphs"),
)
"""The criteria that the article compares: they tell what it says."""

BEYOND_THE_ARTICLE = (
    *("deployment", "mobile", "web", "visualization", "distributed", "compilation"),
    *("data-loading", "pretrained-models", "interoperability", "quantization"),
    *("mixed-precision", "tpu", "keras", "training-loop", "saving", "community", "research"),
    *("industry", "learning-resources", "installation", "versions", "license", "governance"),
    *("nlp", "vision", "reinforcement-learning", "probabilistic", "memory", "reproducibility"),
    *("custom-ops", "profiling", "numpy", "migration", "choosing"),
)

IDS = (*FROM_THE_ARTICLE, *BEYOND_THE_ARTICLE)

NOT_CRITERIA = "the other files"
"""Stands beside the ids where a test reads every text: the profile, frameworks and replies."""

Texts = Iterator[tuple[str, str]]


def prose(knowledge: KnowledgeBase, part: str, language: Language) -> Texts:
    """Give the texts of *part* that people read, and where each stands."""
    if part == NOT_CRITERIA:
        yield from _around(knowledge, language)
        return
    criterion = knowledge.criteria[part]
    yield "title", criterion.title[language]
    yield from sentences(criterion, language)


def sentences(criterion: Criterion, language: Language) -> Texts:
    """Give the whole sentences of *criterion*, and where each stands."""
    yield "in_short", criterion.in_short[language]
    for framework, facts in criterion.facts.items():
        for number, fact in enumerate(facts):
            yield f"facts.{framework}[{number}]", fact.text[language]
    for framework, readings in criterion.article.items():
        for number, reading in enumerate(readings):
            yield f"article.{framework}[{number}].says", reading.says[language]
            yield f"article.{framework}[{number}].note", reading.note[language]


def queries(knowledge: KnowledgeBase, part: str, language: Language) -> Texts:
    """Give the texts of *part* that are written as people ask, and where each stands."""
    if part == NOT_CRITERIA:
        for number, example in enumerate(knowledge.profile.examples[language]):
            yield f"examples[{number}]", example
        return
    criterion = knowledge.criteria[part]
    for number, alias in enumerate(criterion.aliases[language]):
        yield f"aliases[{number}]", alias
    for number, question in enumerate(criterion.questions[language]):
        yield f"questions[{number}]", question


def _around(knowledge: KnowledgeBase, language: Language) -> Texts:
    profile = knowledge.profile
    yield "name", profile.name[language]
    if profile.article:
        yield "article.title", profile.article.title[language]
        yield "article.publisher", profile.article.publisher[language]
    for number, group in enumerate(profile.groups):
        yield f"groups[{number}].title", group.title[language]
    for framework in knowledge.frameworks.values():
        yield f"frameworks.{framework.id}", framework.name[language]
    for kind in knowledge.out_of_scope.values():
        yield f"out-of-scope.{kind.id}", kind.reply[language]
