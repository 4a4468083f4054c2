"""Knowledge bases that differ from the shipped one in one point, as after a reload."""

from collections.abc import Mapping
from dataclasses import replace

from knowledge import Criterion, KnowledgeBase, Language


def without(base: KnowledgeBase, name: str) -> KnowledgeBase:
    """Return *base* without the criterion *name*."""
    criteria = {
        other: replace(criterion, related=tuple(r for r in criterion.related if r != name))
        for other, criterion in base.criteria.items()
        if other != name
    }
    groups = tuple(
        replace(group, criteria=tuple(other for other in group.criteria if other != name))
        for group in base.profile.groups
    )
    return replace(base, profile=replace(base.profile, groups=groups), criteria=criteria)


def in_english(base: KnowledgeBase) -> KnowledgeBase:
    """Return *base* without its Chinese titles and lines in short."""
    criteria = {
        name: replace(
            criterion, title=_english(criterion.title), in_short=_english(criterion.in_short)
        )
        for name, criterion in base.criteria.items()
    }
    groups = tuple(replace(group, title=_english(group.title)) for group in base.profile.groups)
    profile = replace(base.profile, languages=(Language.EN,), groups=groups)
    return replace(base, profile=profile, criteria=criteria)


def _english(texts: Mapping[Language, str]) -> Mapping[Language, str]:
    return {Language.EN: texts[Language.EN]}


def grown(base: KnowledgeBase, times: int) -> KnowledgeBase:
    """Return *base* without groups and with *times* as many criteria."""
    criteria: dict[str, Criterion] = {}
    for number in range(times):
        for name, criterion in base.criteria.items():
            new = f"{name[:27]}-{number}" if number else name
            criteria[new] = replace(criterion, id=new)
    return replace(base, profile=replace(base.profile, groups=()), criteria=criteria)
