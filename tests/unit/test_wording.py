import pytest

from knowledge.features import ACROSS, CHARACTER, END, LINK, PAIR, STOP, Wording, parts_of
from knowledge.names import NAME
from knowledge.pinyin import Homophones, sound
from knowledge.spelling import Spelling
from knowledge.vocabulary import JOINED, Vocabulary

VOCABULARY = Vocabulary(["debugging", "data", "loader", "training", "tensorboard", "gpu"])


def test_features_of_latin_words_are_stems_and_pairs() -> None:
    """A word gives its stem, neighbours their stems in one; so do the ends of the text."""
    assert Wording().features(["how", "loading", "the", "data"]) == {
        "how": STOP,
        "how load": LINK,
        "load": 1.0,
        "load the": LINK,
        "the": STOP,
        "the data": LINK,
        "loaddata": PAIR,
        "data": 1.0,
        "how…": END,
        "…data": END,
    }


def test_words_that_tell_something_are_linked_once() -> None:
    """Their pair is one already; a name between two words parts them."""
    features = Wording().features(["data", "loader", "of", NAME, "is", "fast"])

    assert {feature for feature, weight in features.items() if weight == LINK} == {
        "loader of",
        "is fast",
        "of",
        "is",
    }


def test_ends_of_a_text_are_no_names() -> None:
    """What a text of Han characters begins and ends with are two of them."""
    ends = [
        {feature for feature in Wording().features(words) if "…" in feature}
        for words in (["怎么调试"], [NAME, "好用吗"], ["is", NAME], [NAME], [])
    ]

    assert ends == [{"怎么…", "…调试"}, {"…用吗"}, {"is…"}, set(), set()]


def test_features_of_a_dotted_name_are_the_name_and_its_parts() -> None:
    """A name of parts is more than its parts; a framework's name among them is none."""
    assert Wording({"tf"}).features(["tf.train.step"]) == {
        "tf.train.step": 1.0,
        "train": 1.0,
        "step": 1.0,
        "trainstep": PAIR,
        "train…": END,
        "…step": END,
    }
    named = Wording({"tf"}).features(["tf.is"])
    assert named.items() >= {"tf.is": 1.0, "is": STOP}.items()


def test_features_of_han_characters_are_pairs() -> None:
    """Characters count, their pairs count more, but less where a word that says little stands."""
    features = Wording().features(["怎么调试"])

    assert features["调试"] == 1.0
    assert features["怎么"] == STOP
    assert features["么调"] == ACROSS
    assert features["试"] == CHARACTER


def test_features_of_both_scripts_do_not_pair() -> None:
    """Latin words on both sides of Han characters are no neighbours."""
    assert "datafast" not in Wording().features(["data", "要", "fast"])


def test_features_beside_names_tell_what_is_done_with_them() -> None:
    """From one to another, one or another: what stands beside a name counts, not which it is."""
    moved = Wording().features(("from", NAME, "to", NAME))
    chosen = Wording().features((NAME, "or", NAME))
    turned = Wording().features(("把", NAME, "转", NAME))

    assert {f"from{NAME}", f"{NAME}to", f"to{NAME}", f"{NAME}to{NAME}"} <= set(moved)
    assert {f"{NAME}or{NAME}"} == set(chosen) - set(moved) - {f"{NAME}or", f"or{NAME}", "or"}
    assert {f"把{NAME}", f"{NAME}转", f"{NAME}转{NAME}"} <= set(turned)
    assert NAME not in moved


def test_parts_are_what_marks_separate() -> None:
    """Dots and underscores separate, in any number."""
    assert parts_of("__init__.py") == ["init", "py"]
    assert parts_of("c++") == ["c++"]


@pytest.mark.parametrize("word", ["data", "loaders", "trained", "which"])
def test_vocabulary_knows_words_in_all_forms(word: str) -> None:
    """A word is known by its stem; words that say little are known as well."""
    assert word in VOCABULARY


def test_vocabulary_does_not_know_others() -> None:
    """What no text holds is unknown."""
    assert "memory" not in VOCABULARY


@pytest.mark.parametrize("word", ["debuging", "debuggingg", "deubgging", "ebugging", "tensorbord"])
def test_vocabulary_mends_misspelt_words(word: str) -> None:
    """One slip in a long word leaves one known word, nearly certain."""
    (known,), certainty = VOCABULARY.mend(word)

    assert known in {"debugging", "tensorboard"}
    assert 0.8 < certainty < 1


def test_vocabulary_mends_short_words_with_less_certainty() -> None:
    """A letter is much of a short word."""
    assert VOCABULARY.mend("laoder") == (("loader",), 1 - 1 / 6)
    assert VOCABULARY.mend("daata") == (("data",), 1 - 1 / 5)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("dataloader", ("data", "loader")),
        ("whichdataloader", ("which", "data", "loader")),
        ("isit", ("is", "it")),
    ],
)
def test_vocabulary_takes_words_apart(word: str, parts: tuple[str, ...]) -> None:
    """Words that have grown together are found one by one."""
    assert VOCABULARY.mend(word) == (parts, JOINED)


@pytest.mark.parametrize("word", ["zqxv", "gpx", "d" * 31, "dataadatadatadatadata"])
def test_vocabulary_leaves_the_rest_alone(word: str) -> None:
    """What resembles nothing stands for itself; so do endless words."""
    assert VOCABULARY.mend(word) == ((word,), 1.0)


def test_spelling_prefers_the_nearest() -> None:
    """Of several words that resemble one, the one with the fewest differences is meant."""
    spelling = Spelling(["storing", "string", "cat"])

    assert spelling.nearest("strring", 0.7) == ("string", 1 - 1 / 7)
    assert spelling.nearest("cat", 0.1) is None
    assert spelling.nearest("quiz", 0.7) is None


def test_homophones_sound_the_same() -> None:
    """A pair of characters is known by one that sounds like it; a rare one by itself."""
    homophones = Homophones(["调试", "模型", "loader"])

    assert homophones.known("调式") == "调试"
    assert homophones.known("部署") is None
    assert sound("调𠀀") == "diao 𠀀"
