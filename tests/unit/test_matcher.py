import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.calibration import Calibration
from knowledge.index import BUDGET, Index
from knowledge.language import Language
from knowledge.matcher import CERTAIN, MOST, Matcher
from knowledge.model import Criterion
from tests.tiny_base import CRITERIA, criterion, tiny

MATCHER = Matcher(tiny())


def best(text: str, matcher: Matcher = MATCHER) -> str | None:
    """Return the likeliest criterion."""
    return next((match.id for match in matcher.rank(text).matches), None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("data-loading", "data-loading"),
        ("DATA LOADING!", "data-loading"),
        ("数据加载", "data-loading"),
        ("tf.data", "data-loading"),
        ("PyTorch breakpoints?", "debugging"),
        ("除錯", "debugging"),
    ],
)
def test_matcher_is_certain_of_a_name(text: str, name: str) -> None:
    """An id, a title or an alias is the criterion, however it is written, beside whatever name."""
    ranking = MATCHER.rank(text)

    assert [(match.id, match.score) for match in ranking.matches] == [(name, CERTAIN)]
    assert ranking.scope == CERTAIN
    assert ranking.against is None


@pytest.mark.parametrize(
    "text", ["deubgging", "debuging", "debugggging", "brekpoints", "findd erors"]
)
def test_matcher_reads_misspelt_names(text: str) -> None:
    """A slip in every word does not hide a name."""
    ranking = MATCHER.rank(text)

    assert ranking.matches[0].id == "debugging"
    assert ranking.matches[0].score > 50


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is it hard to inspect what runs", "debugging"),
        ("serving models with torch", "deployment"),
        ("is the dataloader fast", "data-loading"),
        ("howtodebug", "debugging"),
        ("num workers", "data-loading"),
        ("调式容易吗", "debugging"),
        ("调式", "debugging"),
        ("我想把模型部署上去", "deployment"),
        ("PyTorch 的 serving 怎么做", "deployment"),
    ],
)
def test_matcher_finds_what_is_asked_in_other_words(text: str, name: str) -> None:
    """Inflected, grown together, taken apart, misheard, mixed: the criterion comes first."""
    assert best(text) == name


@pytest.mark.parametrize("text", ["TensorFlow vs PyTorch?", "pytorch or tf", "torch", "torch和tf"])
def test_matcher_takes_names_alone_for_the_overview(text: str) -> None:
    """Names of frameworks with nothing between them but a connector ask for the overview."""
    assert MATCHER.rank(text).matches[0].id == "choosing"
    assert MATCHER.rank(text).matches[0].score == CERTAIN


def test_matcher_takes_little_words_about_two_frameworks_for_the_overview() -> None:
    """Where nothing tells what is asked about two frameworks, it is how they compare."""
    assert best("so what is it with tensorflow, and the same of pytorch") == "choosing"


def test_matcher_without_overview_leaves_names_alone() -> None:
    """A knowledge base need not have an overview."""
    assert best("pytorch or tf", Matcher(tiny(overview=None))) is None


def test_matcher_tells_kinds_of_messages_apart() -> None:
    """What resembles other messages most is likely out of scope, and said to be of their kind."""
    ranking = MATCHER.rank("my pytorch loss became nan")

    assert ranking.against
    assert ranking.against.id == "own-bug"
    assert ranking.frameworks == ("pytorch",)
    assert ranking.scope < 50


def test_matcher_ignores_kinds_where_only_a_framework_and_little_words_stand() -> None:
    """`How are you` is chat, `how is torch` is not."""
    assert MATCHER.rank("how are you").scope < MATCHER.rank("how is torch, which one").scope


@pytest.mark.parametrize("text", ["", " ", "😀", "\x00", "\ud800", "qqqqqq", "!?", "x" * 4000])
def test_matcher_finds_nothing_where_nothing_is_known(text: str) -> None:
    """Without a known word there is no match, no scope and no kind."""
    ranking = MATCHER.rank(text)

    assert (ranking.matches, ranking.scope, ranking.against) == ((), 0.0, None)


def test_matcher_knows_a_kind_where_no_criterion_shares_a_word() -> None:
    """A message that resembles kinds of messages alone is of that kind."""
    ranking = MATCHER.rank("good morning")

    assert (ranking.matches, ranking.scope) == ((), 0.0)
    assert ranking.against
    assert (ranking.against.id, ranking.against.score) == ("chat", CERTAIN)


def test_matcher_works_without_kinds() -> None:
    """A knowledge base need not say what it does not answer."""
    assert best("how to debug", Matcher(tiny(kinds=()))) == "debugging"


def test_matcher_works_for_another_small_knowledge_base() -> None:
    """One language, three criteria, other things: nothing in the code knows the shipped ones."""
    criteria = (
        criterion("taste", titles=("Taste", "Taste"), asked_en=("Which one tastes sweeter?",)),
        criterion("price", titles=("Price", "Price"), asked_en=("Which fruit is cheap?",)),
        criterion("season", titles=("Season", "Season"), asked_en=("When do they ripen?",)),
    )
    matcher = Matcher(
        tiny(criteria=criteria, kinds=(), overview=None, languages=(Language.EN,), frameworks=())
    )

    assert best("cheaper fruits", matcher) == "price"
    assert best("what does it taste of?", matcher) == "taste"
    assert best("ripening", matcher) == "season"


def test_scores_are_probabilities() -> None:
    """The scores of a ranking fall, and add up to the likelihood of any answer."""
    ranking = MATCHER.rank("how do I inspect data in production")
    scores = [match.score for match in ranking.matches]

    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(ranking.scope)
    assert 0 < ranking.scope < 100


def test_naming_frameworks_makes_an_answer_likelier() -> None:
    """A name is evidence that a question is in scope, two are more; none favours a criterion."""
    none, one, two = (
        MATCHER.rank(text)
        for text in ("inspect data", "inspect data torch", "inspect data torch tf")
    )

    assert none.scope < one.scope < two.scope
    assert [match.id for match in none.matches] == [match.id for match in two.matches]


def test_evidence_tells_which_words_met_which() -> None:
    """Words of the question stand beside those they were taken for, weightiest first."""
    evidence = MATCHER.rank("srve a modle").matches[0].evidence

    assert {("srve", "serve"), ("modle", "model")} <= {(t.word, t.known) for t in evidence}
    assert [t.weight for t in evidence] == sorted((t.weight for t in evidence), reverse=True)


def test_evidence_shows_neighbours_and_sounds() -> None:
    """Words that count as one are shown as two; Han characters beside those that sound alike."""
    pair = MATCHER.rank("some inputs pipelines").matches[0].evidence
    sound = MATCHER.rank("我要调式它").matches[0].evidence

    assert "inputs pipelines" in {term.word for term in pair}
    assert ("调式", "调试") in {(term.word, term.known) for term in sound}


def test_ranking_is_short() -> None:
    """Of many criteria that share a word the best are kept, each with its evidence."""
    many = tuple(
        criterion(f"x{n}", en=(f"alias number {n}" if n < 20 else f"name {n}",)) for n in range(30)
    )
    matches = Matcher(tiny(criteria=many, kinds=(), overview=None)).rank("any number is").matches

    assert len(matches) == MOST
    assert all(match.evidence for match in matches)


def test_resemblance_is_what_the_evidence_adds_up_to() -> None:
    """The words that are shown are those that decided."""
    match = MATCHER.rank("deploy the model and serve it").matches[0]

    assert match.resemblance == pytest.approx(sum(term.weight for term in match.evidence), rel=0.05)


def test_index_lets_rare_features_choose_when_common_ones_are_too_many() -> None:
    """Beyond its budget a common feature only adds to the classes that rarer ones brought up."""
    everywhere = ((str(n), [{"common": 1.0, f"rare-{n}": 1.0}]) for n in range(BUDGET + 1))
    index = Index([*everywhere, *((f"other {n}", [{"x": 1.0}]) for n in range(BUDGET))], 1)

    told = index.told({"common": 1.0, "rare-7": 1.0})
    totals = index.resemblance(told.values())

    assert set(totals) == {7}
    assert totals[7] > index.resemblance([told["rare-7"]])[7]


def test_index_takes_the_classes_that_a_common_feature_speaks_for_most() -> None:
    """A word of nearly all classes still finds those whose texts have it most."""
    weak = ((str(n), [{"common": 1.0, f"rare-{n}": 1.0}]) for n in range(BUDGET + 9))
    index = Index([*weak, ("strong", [{"common": 1.0}] * 9)], 1)

    totals = index.resemblance(index.told({"common": 1.0}).values())

    assert len(totals) == BUDGET
    assert index.names[max(totals, key=totals.__getitem__)] == "strong"


def test_index_knows_its_features() -> None:
    """An index is the collection of all features that any class has."""
    index = Index([("a", [{"x": 1.0}, {"x": 0.5, "y": 1.0}])], 1)

    assert "x" in index
    assert "y" in index
    assert "z" not in index
    assert len(index) == 2


def test_what_a_text_tells_is_shared_out() -> None:
    """Rare features tell more than common ones, and unknown ones take their share of 1."""
    index = Index(((name, [{"x": 1.0, name: 1.0}]) for name in "abcdefgh"), 4)

    def shares(*features: str) -> dict[str, float]:
        told = index.told(dict.fromkeys(features, 1.0))
        return {feature: share for feature, (share, _) in told.items()}

    known = shares("x", "a")
    assert known["x"] < known["a"]
    assert sum(share**2 for share in known.values()) == pytest.approx(1)
    unknown = 1 - sum(share**2 for share in shares("x", "a", "z").values())
    assert known["x"] ** 2 < unknown < known["a"] ** 2
    assert shares() == shares("z") == {}


def test_features_lean_towards_where_they_are_common() -> None:
    """Of two criteria and a kind of other messages; what all say alike leans nowhere."""
    classes = [
        ("a", [{"x": 1.0, "both": 1.0}]),
        ("b", [{"x": 1.0, "both": 1.0}]),
        ("kind", [{"y": 1.0, "both": 1.0}]),
    ]
    index = Index(classes, criteria=2)

    def lean(*features: str, among: Index = index) -> float:
        return among.lean(among.told(dict.fromkeys(features, 1.0)).values())

    assert lean("x") > 0 > lean("y")
    assert lean("both") == pytest.approx(0)
    assert lean("x") > lean("x", "y") > lean("y")
    assert lean("z") == lean() == 0
    assert lean("x", among=Index(classes, criteria=3)) == 0
    assert lean("x", among=Index(classes, criteria=0)) == 0


def test_calibration_shares_nothing_among_none() -> None:
    """No criteria, no shares; equal ones share equally."""
    assert PLAIN.shares([]) == []
    assert PLAIN.shares([3.0, 3.0]) == [0.5, 0.5]


def test_calibration_takes_what_resembles_for_in_scope() -> None:
    """Criteria speak for it, the others among the best too; a kind of other messages against it."""
    scope = PLAIN.scope

    assert scope([], 0.0, 0.0, 0) == 0.5
    assert scope([], 1.0, 0.0, 0) < 0.5 < scope([1.0], 0.0, 0.0, 0)
    assert scope([1.0], 0.0, 0.0, 0) < scope([1.0, 1.0], 0.0, 0.0, 0)
    assert scope([1.0], 0.0, -1.0, 0) < scope([1.0], 0.0, 0.0, 0) < scope([1.0], 0.0, 1.0, 0)
    assert scope([1.0], 0.0, 0.0, 0) < scope([1.0], 0.0, 0.0, 1) < scope([1.0], 0.0, 0.0, 2)


PLAIN = Calibration(
    **{"bias": 0, "criterion": 1, "criteria": 1, "kind": -1, "lean": 1},
    **{"named": 1, "compared": 1, "sharpness": 2},
)

words = st.sampled_from(
    ["debug", "调试", "tf.data", "torch", "部署", "loss", "the", "哪个", "\ud800"]
)


@given(st.one_of(st.text(max_size=300), st.lists(words, max_size=40).map(" ".join)))
def test_matcher_never_raises(text: str) -> None:
    """Whatever the text is, there is a ranking with scores from 0 to 100."""
    ranking = MATCHER.rank(text)

    assert 0 <= ranking.scope <= CERTAIN
    assert all(0 <= match.score <= CERTAIN for match in ranking.matches)


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=40).map(lambda unit: (unit * 4000)[:4000]))
def test_matcher_reads_long_texts_in_bounded_time(text: str) -> None:
    """4,000 characters take at most 100 times as long as ten words (and a tenth of a second)."""
    MATCHER.rank(text)
    short = min(_seconds("how do I inspect what the data loader does here") for _ in range(5))

    assert min(_seconds(text) for _ in range(3)) < max(100 * short, 0.1)


def _seconds(text: str) -> float:
    start = time.perf_counter()
    MATCHER.rank(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("each", CRITERIA, ids=lambda each: each.id)
def test_every_name_of_a_criterion_finds_it(each: Criterion) -> None:
    """Ids, titles and aliases lead to their own criterion, beside whatever others."""
    for name in (each.id, *each.title.values(), *each.aliases[Language.EN]):
        assert best(name) == each.id
