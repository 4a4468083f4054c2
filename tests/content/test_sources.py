"""Every fact has a source, every source an address of its own and a state that was read."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from knowledge import Criterion, KnowledgeBase
from tests.content.shipped import IDS

TRACKING = ("utm_", "fbclid", "gclid", "ref", "spm", "share", "from")
MIRRORS = (
    *("mirror", "gitee.com", "gitcode", "google.cn", "hf-mirror", "ghproxy", "jsdelivr"),
    *("web.archive.org", "archive.ph", "r.jina.ai", "scholar.archive", "csdn.net"),
)


@pytest.fixture(params=IDS)
def criterion(request: pytest.FixtureRequest, knowledge_base: KnowledgeBase) -> Criterion:
    """Each criterion in turn."""
    return knowledge_base.criteria[request.param]


def test_each_fact_cites_what_is_in_the_bibliography(
    criterion: Criterion, knowledge_base: KnowledgeBase
) -> None:
    """No fact without a source, no source twice."""
    for facts in criterion.facts.values():
        for fact in facts:
            assert fact.sources
            assert len(set(fact.sources)) == len(fact.sources)
            assert set(fact.sources) <= set(knowledge_base.sources)


def test_no_fact_is_newer_than_the_look_at_its_sources(
    criterion: Criterion, knowledge_base: KnowledgeBase
) -> None:
    """The month of the evidence is not after the month in which the page was checked."""
    late = [
        (framework, number, source)
        for framework, facts in criterion.facts.items()
        for number, fact in enumerate(facts)
        for source in fact.sources
        if not fact.as_of <= knowledge_base.sources[source].checked[:7]
    ]

    assert late == []


def test_every_source_is_used(knowledge_base: KnowledgeBase) -> None:
    """A bibliography lists what was cited."""
    cited = {
        source
        for criterion in knowledge_base.criteria.values()
        for facts in criterion.facts.values()
        for fact in facts
        for source in fact.sources
    }

    assert cited == set(knowledge_base.sources)


def test_no_address_stands_twice(knowledge_base: KnowledgeBase) -> None:
    """One page is one source, unless two states of it were read."""
    states = [
        (source.url, source.version, source.date) for source in knowledge_base.sources.values()
    ]

    assert sorted(state for state in states if states.count(state) > 1) == []


def test_every_address_is_the_page_itself(knowledge_base: KnowledgeBase) -> None:
    """No mirror, no copy, nothing that tells where the reader comes from."""
    bad = []
    for source in knowledge_base.sources.values():
        parts = urlsplit(source.url)
        keys = [key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)]
        tracked = any(key.startswith(TRACKING[0]) or key in TRACKING[1:] for key in keys)
        if parts.scheme != "https" or tracked or any(m in source.url.lower() for m in MIRRORS):
            bad.append(source.url)

    assert bad == []


def test_every_source_was_checked_in_a_known_month(knowledge_base: KnowledgeBase) -> None:
    """A year alone does not tell what is stale, and no page is read before its date."""
    for source in knowledge_base.sources.values():
        assert len(source.checked) >= len("YYYY-MM"), source.id
        if source.date:
            assert source.date[: len(source.checked)] <= source.checked, source.id
