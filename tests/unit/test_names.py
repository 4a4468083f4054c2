import pytest

from knowledge.model import Framework
from knowledge.names import FrameworkNames
from knowledge.text import words
from tests.tiny_base import FRAMEWORKS

NAMES = FrameworkNames(FRAMEWORKS)


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
    assert NAMES.read(words(text)) == (frameworks, rest)


@pytest.mark.parametrize("text", ["tenserflow", "tensorflw", "TensorFlwo", "Tensoorflow"])
def test_names_are_known_misspelt(text: str) -> None:
    """A letter lost, doubled, wrong or swapped does not hide a long name."""
    assert NAMES.read(words(text)) == (("tensorflow",), ())


@pytest.mark.parametrize("text", ["tensor", "torches", "flow", "naïve", "ft"])
def test_names_are_not_seen_everywhere(text: str) -> None:
    """A word that only resembles a name, or a short one, is no name."""
    assert NAMES.read(words(text)) == ((), (text,))


@pytest.mark.parametrize("text", ["tf.data", "tf2", "torch.nn.Module", "pytorch2.0", "tf_agents"])
def test_names_leave_the_part_and_the_version(text: str) -> None:
    """What tells more than the name is kept whole, though it names the framework."""
    reading = NAMES.read(words(text))

    assert len(reading.frameworks) == 1
    assert reading.tokens == (text.lower(),)


def test_names_grown_together_are_split() -> None:
    """A missing space costs neither the name nor the other word."""
    assert NAMES.read(words("pytorchspeed")) == (("pytorch",), ("speed",))
    assert NAMES.read(words("installtensorflow")) == (("tensorflow",), ("install",))


def test_names_without_frameworks_find_nothing() -> None:
    """No frameworks, no names."""
    assert FrameworkNames(()).read(words("TensorFlow 部署")) == ((), ("tensorflow", "部署"))


def test_name_of_several_words_is_taken_whole() -> None:
    """The longest name that begins at a word wins; its beginning alone is no name."""
    names = FrameworkNames(
        [
            Framework(id="ruby", name={}, colour="", homepage="", aliases=("ruby lang",)),
            Framework(id="rails", name={}, colour="", homepage="", aliases=("ruby on rails",)),
        ]
    )

    assert names.read(words("ruby on rails or ruby lang")) == (("rails", "ruby"), ("or",))
    assert names.read(words("ruby on fire")) == (("ruby",), ("on", "fire"))
