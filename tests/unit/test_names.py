import pytest

from knowledge.model import Framework
from knowledge.names import NAME, FrameworkNames
from knowledge.text import words
from tests.tiny_base import FRAMEWORKS

NAMES = FrameworkNames(FRAMEWORKS)


def _read(text: str, names: FrameworkNames = NAMES) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the frameworks that *text* names, and its other words."""
    reading = names.read(words(text))
    return reading.frameworks, reading.tokens


@pytest.mark.parametrize(
    ("text", "frameworks", "rest"),
    [
        ("PyTorch or TensorFlow", ("pytorch", "tensorflow"), ("or",)),
        ("torch is not torchvision", ("pytorch",), ("is", "not", "torchvision")),
        ("tensor flow speed", ("tensorflow",), ("speed",)),
        ("a tensor", (), ("a", "tensor")),
        ("用张量流加载", ("tensorflow",), ("用", "加载")),
        ("怎么加载", (), ("怎么加载",)),
        ("", (), ()),
    ],
)
def test_names_are_told_from_other_words(
    text: str, frameworks: tuple[str, ...], rest: tuple[str, ...]
) -> None:
    """A name is taken out of a text, in the order of first mention, and all else stays."""
    assert _read(text) == (frameworks, rest)


@pytest.mark.parametrize("text", ["tenserflow", "tensorflw", "TensorFlwo", "Tensoorflow"])
def test_names_are_known_misspelt(text: str) -> None:
    """A letter lost, doubled, wrong or swapped does not hide a long name."""
    assert _read(text) == (("tensorflow",), ())


@pytest.mark.parametrize("text", ["tensor", "torches", "flow", "naïve", "ft"])
def test_names_are_not_seen_everywhere(text: str) -> None:
    """A word that only resembles a name, or a short one, is no name."""
    assert _read(text) == ((), (text,))


@pytest.mark.parametrize("text", ["tf.data", "tf2", "torch.nn.Module", "pytorch2.0", "tf_agents"])
def test_names_leave_the_part_and_the_version(text: str) -> None:
    """What tells more than the name is kept whole, though it names the framework."""
    reading = NAMES.read(words(text))

    assert len(reading.frameworks) == 1
    assert reading.tokens == (text.lower(),)


def test_names_grown_together_are_split() -> None:
    """A missing space costs neither the name nor the other word."""
    assert _read("pytorchspeed") == (("pytorch",), ("speed",))
    assert _read("installtensorflow") == (("tensorflow",), ("install",))


def test_names_without_frameworks_find_nothing() -> None:
    """No frameworks, no names."""
    assert _read("TensorFlow 部署", FrameworkNames(())) == ((), ("tensorflow", "部署"))


def test_name_of_several_words_is_taken_whole() -> None:
    """The longest name that begins at a word wins; its beginning alone is no name."""
    names = FrameworkNames(
        [
            Framework(id="ruby", name={}, colour="", homepage="", aliases=("ruby lang",)),
            Framework(id="rails", name={}, colour="", homepage="", aliases=("ruby on rails",)),
        ]
    )

    assert _read("ruby on rails or ruby lang", names) == (("rails", "ruby"), ("or",))
    assert _read("ruby on fire", names) == (("ruby",), ("on", "fire"))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("from TensorFlow to torch", ("from", NAME, "to", NAME)),
        ("TensorFlow PyTorch 怎么选", (NAME, "怎么选")),
        ("把张量流的代码", ("把", NAME, "的代码")),
        ("installtensorflow", ("install", NAME)),
        ("tf.data", (NAME, "tf.data")),
    ],
)
def test_names_leave_a_mark(text: str, marked: tuple[str, ...]) -> None:
    """Where names stood, one mark stands, so that what is beside it can be read."""
    assert NAMES.read(words(text)).marked == marked
