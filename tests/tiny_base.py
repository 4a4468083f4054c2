"""Knowledge bases made in memory, just large enough to match questions with."""

from collections.abc import Iterable
from typing import TypeVar

from knowledge.language import Language
from knowledge.model import Criterion, Framework, KnowledgeBase, OutOfScope, Profile

T = TypeVar("T", Criterion, Framework, OutOfScope)

FRAMEWORKS = (
    Framework(
        id="tensorflow",
        name={Language.EN: "TensorFlow", Language.ZH: "TensorFlow"},
        colour="#FF6F00",
        homepage="https://www.tensorflow.org/",
        aliases=("tf", "tensor flow", "张量流"),
    ),
    Framework(
        id="pytorch",
        name={Language.EN: "PyTorch", Language.ZH: "PyTorch"},
        colour="#EE4C2C",
        homepage="https://pytorch.org/",
        aliases=("torch",),
    ),
)


def criterion(
    name: str,
    *,
    titles: tuple[str, str] | None = None,
    en: tuple[str, ...] = (),
    zh: tuple[str, ...] = (),
    asked_en: tuple[str, ...] = (),
    asked_zh: tuple[str, ...] = (),
) -> Criterion:
    """Make a criterion without facts: its titles, aliases (`en`, `zh`) and example questions."""
    title_en, title_zh = titles or (name, name)
    return Criterion(
        id=name,
        title={Language.EN: title_en, Language.ZH: title_zh},
        in_short={},
        facts={},
        aliases={Language.EN: en, Language.ZH: zh},
        questions={Language.EN: asked_en, Language.ZH: asked_zh},
    )


CRITERIA = (
    criterion(
        "choosing",
        titles=("Which one to choose", "如何选择"),
        zh=("选哪个",),
        asked_en=("Which one should I learn?",),
        asked_zh=("新手该学哪一个？",),
    ),
    criterion(
        "debugging",
        titles=("Debugging", "调试"),
        en=("debugger", "find errors", "breakpoints"),
        zh=("排错", "断点"),
        asked_en=("Which one is easier to debug?", "How do I inspect a tensor while it runs?"),
        asked_zh=("哪个更容易调试？",),
    ),
    criterion(
        "data-loading",
        titles=("Data loading", "数据加载"),
        en=("tf.data", "DataLoader", "input pipeline", "num_workers"),
        zh=("读取数据",),
        asked_en=("How fast can a data loader feed my network?",),
        asked_zh=("数据读取太慢怎么办？",),
    ),
    criterion(
        "deployment",
        titles=("Deployment", "部署"),
        en=("serving", "production"),
        zh=("上线",),
        asked_en=("How do I serve a model in production?",),
        asked_zh=("模型怎么部署到服务器？",),
    ),
)

KINDS = (
    OutOfScope(
        id="chat",
        reply={Language.EN: "Hello!", Language.ZH: "你好！"},
        examples={
            Language.EN: ("good morning", "hello there", "how are you today"),
            Language.ZH: ("早上好", "今天天气怎么样"),
        },
        chat=True,
    ),
    OutOfScope(
        id="own-bug",
        reply={Language.EN: "I only compare.", Language.ZH: "我只做对比。"},
        examples={
            Language.EN: ("my loss is nan", "my accuracy is stuck at zero"),
            Language.ZH: ("我的损失变成nan了",),
        },
    ),
)


def tiny(
    *,
    criteria: Iterable[Criterion] = CRITERIA,
    kinds: Iterable[OutOfScope] = KINDS,
    overview: str | None = "choosing",
    languages: tuple[Language, ...] = tuple(Language),
    frameworks: Iterable[Framework] = FRAMEWORKS,
) -> KnowledgeBase:
    """Make a knowledge base of these parts; all of them have a default."""
    return KnowledgeBase(
        profile=Profile(name={Language.EN: "tiny"}, languages=languages, overview=overview),
        frameworks=_by_id(frameworks),
        sources={},
        criteria=_by_id(criteria),
        out_of_scope=_by_id(kinds),
    )


def _by_id(things: Iterable[T]) -> dict[str, T]:
    return {thing.id: thing for thing in things}
