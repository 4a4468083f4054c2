import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answer import (
    MAX_CANDIDATES,
    MAX_SUGGESTIONS,
    Answerer,
    Found,
    Question,
    Reply,
    Unknown,
    Unsure,
)
from knowledge.language import Language
from knowledge.text import clauses
from tests.tiny_base import CRITERIA, criterion, tiny

ANSWERER = Answerer(tiny())


def ask(text: str, language: Language = Language.EN, answerer: Answerer = ANSWERER) -> Reply:
    """Ask in English unless told otherwise."""
    return answerer.answer(Question(text=text, language=language))


def test_a_clear_question_is_found() -> None:
    """One criterion is answered, and comes first among the matches."""
    reply = ask("is it easy to debug")

    assert isinstance(reply, Found)
    assert [each.id for each in reply.criteria] == ["debugging"]
    assert reply.matches[0].id == "debugging"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("debugging and deployment?", ["debugging", "deployment"]),
        ("deployment or debugging", ["deployment", "debugging"]),
        ("部署和调试有什么区别", ["deployment", "debugging"]),
        ("PyTorch or TensorFlow for serving and breakpoints", ["deployment", "debugging"]),
    ],
)
def test_two_things_asked_at_once_are_both_found(text: str, asked: list[str]) -> None:
    """Each part that clearly asks for its own criterion is answered, and both lead the matches."""
    reply = ask(text)

    assert isinstance(reply, Found)
    assert {each.id for each in reply.criteria} == set(asked)
    assert [each.id for each in reply.criteria] == [match.id for match in reply.matches[:2]]


@pytest.mark.parametrize(
    "text",
    [
        "debugging in PyTorch and TensorFlow",
        "debug and find errors",
        "how do I debug, serve, load data, choose and so on and on",
        "debug or eat",
    ],
)
def test_one_thing_beside_others_is_found_alone(text: str) -> None:
    """Names joined by a connector, the same twice, a list, something unknown: no second answer."""
    reply = ask(text)

    assert not isinstance(reply, Found) or len(reply.criteria) == 1


def test_a_follow_up_is_about_the_last_answer() -> None:
    """A framework's name alone follows up; a question of its own does not."""
    about = (CRITERIA[3],)
    follow_up = ANSWERER.answer(Question(text="PyTorch?", language=Language.EN), about=about)
    own = ANSWERER.answer(Question(text="PyTorch debugger", language=Language.EN), about=about)

    assert isinstance(follow_up, Found)
    assert follow_up.criteria == about
    assert isinstance(own, Found)
    assert [each.id for each in own.criteria] == ["debugging"]


def test_a_long_story_asks_for_one_thing_at_most() -> None:
    """Connectors in a long text join sentences, not criteria."""
    reply = ask("debugging and deployment " + "of many strange things " * 9)

    assert not isinstance(reply, Found) or len(reply.criteria) == 1


def test_an_unclear_question_is_asked_back() -> None:
    """Where several criteria may be meant, they are offered, likeliest first, few enough."""
    names = [f"blue whale {number}" for number in range(8)]
    twins = [criterion(f"twin-{number}", en=(name,)) for number, name in enumerate(names)]
    twins += [criterion("rest", en=("something",)), criterion("others", en=("anything",))]
    reply = ask("a whale", answerer=Answerer(tiny(criteria=twins, overview=None)))

    assert isinstance(reply, Unsure)
    assert len(reply.candidates) == MAX_CANDIDATES
    assert [each.id for each in reply.candidates] == [match.id for match in reply.matches]


def test_other_messages_are_unknown_by_kind() -> None:
    """What resembles a kind of message out of scope gets the reply of that kind."""
    reply = ask("good morning")

    assert isinstance(reply, Unknown)
    assert reply.kind
    assert reply.kind.id == "chat"


@pytest.mark.parametrize("text", ["", "zqxv", "\ud800\x00", "😀😀"])
def test_nothing_known_is_unknown_without_kind(text: str) -> None:
    """Gibberish and silence are of no kind, and match nothing."""
    reply = ask(text)

    assert isinstance(reply, Unknown)
    assert reply.kind is None
    assert reply.matches == ()


def test_frameworks_stand_in_the_order_of_the_question() -> None:
    """Those that are named come first, all others follow."""
    assert ask("debugging in torch").frameworks == ("pytorch", "tensorflow")
    assert ask("debugging").frameworks == ("tensorflow", "pytorch")


def test_a_language_that_is_not_spoken_becomes_the_first_one() -> None:
    """The answer is in a language that the knowledge base has."""
    answerer = Answerer(tiny(languages=(Language.EN,)))

    assert ask("debugging", Language.ZH, answerer).language is Language.EN
    assert ask("debugging", Language.ZH).language is Language.ZH


def test_prepared_answers_are_the_same() -> None:
    """Indexing early changes nothing but the time of the first answer."""
    answerer = Answerer(tiny())
    answerer.prepare()

    assert ask("how to debug", answerer=answerer) == ask("how to debug")


def test_no_query_suggests_all_in_order() -> None:
    """Before a letter is typed the criteria stand in the order of the data."""
    names = [each.id for each in ANSWERER.suggest("", Language.EN)]

    assert names == list(ANSWERER.knowledge.criteria)


@pytest.mark.parametrize(
    ("query", "language", "names"),
    [
        ("de", Language.EN, ["debugging", "deployment"]),
        ("PIPE", Language.EN, ["data-loading"]),
        ("deubg", Language.EN, ["debugging"]),
        ("上", Language.ZH, ["deployment"]),
        ("zqxv", Language.EN, []),
    ],
)
def test_suggestions_begin_with_the_query(query: str, language: Language, names: list[str]) -> None:
    """Beginnings of names come first, then of words in them, then what is misspelt."""
    suggested = [each.id for each in ANSWERER.suggest(query, language)]

    assert suggested[: len(names)] == names
    assert bool(suggested) == bool(names)


def test_suggestions_are_few_enough() -> None:
    """Discord shows 25 choices."""
    many = tuple(criterion(f"name-{n}") for n in range(40))
    answerer = Answerer(tiny(criteria=many, overview=None))

    assert len(answerer.suggest("name", Language.EN)) == MAX_SUGGESTIONS


@given(st.text(max_size=200), st.sampled_from(Language))
def test_answer_never_raises(text: str, language: Language) -> None:
    """Whatever the text is, there is a reply, and there are suggestions."""
    assert ask(text, language).question.text == text
    assert len(ANSWERER.suggest(text, language)) <= MAX_SUGGESTIONS


def test_scores_of_two_answers_never_rise(answerer: Answerer) -> None:
    """Each part is ranked on its own, and yet the matches stand best first."""
    for text in ("部署和可视化有什么区别", "speed and debugging?", "memory or licence"):
        reply = answerer.answer(Question(text=text, language=Language.EN))

        assert isinstance(reply, Found)
        scores = [match.score for match in reply.matches]
        assert scores == sorted(scores, reverse=True)
        assert reply.criteria[0].id == reply.matches[0].id


def test_names_of_two_criteria_are_answered_with_both(answerer: Answerer) -> None:
    """Whatever other messages the two words may resemble."""
    criteria = list(answerer.knowledge.criteria.values())
    for language, link in ((Language.EN, " or "), (Language.EN, " and "), (Language.ZH, "和")):
        for first, second in zip(criteria, criteria[7:] + criteria[:7], strict=True):
            names = [each.title[language] for each in (first, second)]
            if len(clauses(link.join(names))) == len(names):
                reply = ask(link.join(names), language, answerer)
                assert isinstance(reply, Found)
                assert {each.id for each in reply.criteria} == {first.id, second.id}


@pytest.mark.parametrize("text", ["and in PyTorch?", "with torch", "用PyTorch呢"])
def test_name_among_words_that_say_nothing_is_no_question(text: str, answerer: Answerer) -> None:
    """Beside an answer it goes on with that; alone it is asked back, however sure the rest is."""
    question = Question(text=text, language=Language.EN)
    speed = answerer.knowledge.criteria["speed"]

    assert not isinstance(answerer.answer(question), Found)
    reply = answerer.answer(question, about=(speed,))
    assert isinstance(reply, Found)
    assert reply.criteria == (speed,)


@pytest.mark.parametrize(
    "asking",
    ["what about {}?", "how do they differ in {}", "{} 怎么样", "{}呢", "{}的区别", "compare {}"],
)
def test_name_beside_words_that_say_little_is_answered(asking: str, answerer: Answerer) -> None:
    """Whatever other messages those words stand in; nearly every id and title, misspelt or not."""
    criteria = answerer.knowledge.criteria.values()
    names = [(each, name) for each in criteria for name in (each.id, *each.title.values())]
    replies = [(each, ask(asking.format(name), answerer=answerer)) for each, name in names]

    found = [each for each, reply in replies if isinstance(reply, Found) and each in reply.criteria]
    assert len(found) >= 0.9 * len(names)
    assert isinstance(ask(asking.format("debuggng"), answerer=answerer), Found)
