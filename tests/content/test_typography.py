"""Chinese as practitioners write and set it, English as English, and no markup in either."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import KnowledgeBase, Language
from knowledge.language import HAN
from tests.content.shipped import IDS, NOT_CRITERIA, Texts, prose, queries

ROOT = Path(__file__).parents[2]
PARTS = (*IDS, NOT_CRITERIA)
FULL_WIDTH = "，。；：！？（）、“”《》…"

NO_MARKUP = {
    "a Markdown sign": r"\*|~~|\|\||\[[^\]]*\]\(|^(?:#|>|-|\d+\.) ",
    "an underscore outside of code": r"_",
    "a mention or a tag": r"[<>@]",
    "an address": r"(?i)https?:|www\.|\.(?:com|org|io|dev|cn|net|ai)/",
    "a double space": r"  ",
    "a space at the end": r"^\s|\s$",
    "three dots": r"\.\.\.",
}
CHINESE = {
    "half-width punctuation beside Han": rf"[{HAN}][,.;:!?()]|[,;!?()][{HAN}]",
    "no space between Han and Latin": rf"[{HAN}][A-Za-z0-9`]|[A-Za-z0-9`%+][{HAN}]",
    "a space between Han and Han": rf"[{HAN}] [{HAN}]",
    "a space at full-width punctuation": rf" [{FULL_WIDTH}]|[{FULL_WIDTH}] ",
    "an ellipsis that is not ……": r"(?<!…)…(?!…)|…{3,}|。。",
    "a dash that is not ——": rf"(?<!—)—(?!—)|—{{3,}}|(?<!\d)–|–(?!\d)|[{HAN}]-+[{HAN}]",
    "quotes that are not “”": "\"|[「」『』‘’]|(?<![A-Za-z])'|'(?![A-Za-z])",
    "full-width letters or digits": "[Ａ-Ｚａ-ｚ０-９\u3000]",
    "traditional characters": "[們這麼個對應該後開關問題為與實現類點機種經過還進運轉時間學習網絡]",
}
CHINESE_QUERIES = {
    "a space between Han and Latin": rf"[{HAN}] +[A-Za-z0-9]|[A-Za-z0-9] +[{HAN}]",
    "a space between Han and Han": CHINESE["a space between Han and Han"],
    "a space at full-width punctuation": CHINESE["a space at full-width punctuation"],
    "half-width punctuation beside Han": rf"[{HAN}][,;:!?]|[,;:!?][{HAN}]",
    "full-width letters or digits": CHINESE["full-width letters or digits"],
    "space around it": r"^\s|\s$|  ",
}
ENGLISH = {
    "Han or full-width punctuation": f"[{HAN}{FULL_WIDTH.replace('“', '').replace('”', '')}]",
    "a space before punctuation": r" [,;:!?.](?:\s|$)",
    "typographic quotes": "[“”‘’]",
}

GLOSSARY = {
    # What is not written -> what is.
    "急切执行": "即时执行",
    "急迫执行": "即时执行",
    "贪婪执行": "即时执行",
    "动态执行": "即时执行",
    "图形执行": "图执行",
    "图形模式": "图模式",
    "计算图形": "计算图",
    "计算图表": "计算图",
    "静态图形": "静态图",
    "动态图形": "动态图",
    "可再现": "可复现",
    "可重现": "可复现",
    "再现性": "可复现性",
    "自动求导": "自动微分",
    "自动差分": "自动微分",
    "渐变": "梯度",
    "逆向传播": "反向传播",
    "后向传播": "反向传播",
    "混合精确度": "混合精度",
    "混和精度": "混合精度",
    "量子化": "量化",
    "训练回路": "训练循环",
    "训练环路": "训练循环",
    "检查站": "检查点",
    "预先训练": "预训练",
    "分散式": "分布式",
    "分布训练": "分布式训练",
    "运算子": "算子",
    "操作符": "算子",
    "最佳化": "优化",
    "缺省": "默认",
    "预设": "默认",
    "显示内存": "显存",
    "视频内存": "显存",
    "记忆体": "内存",
    "图形处理器": "GPU",
    "图形处理单元": "GPU",
    "张量处理器": "TPU",
    "张量处理单元": "TPU",
    "程式": "程序",
    "软体": "软件",
    "硬体": "硬件",
    "伺服器": "服务器",
    "函式": "函数",
    "物件": "对象",
    "介面": "接口",
    "资料集": "数据集",
    "网路": "网络",
    "开放原始码": "开源",
    "牌照": "许可证",
    "帐号": "账号",
    "张量流": "TensorFlow",
    "张量板": "TensorBoard",
    "火炬": "PyTorch",
    "派托奇": "PyTorch",
    "凯拉斯": "Keras",
    "拥抱脸": "Hugging Face",
    "抱抱脸": "Hugging Face",
    "变形金刚": "Transformer",
    "变压器": "Transformer",
    "笔记本电脑云": "Colab",
}


def without_code(text: str) -> str:
    """Return *text* with the content of its backticks as one letter."""
    return re.sub(r"`[^`]*`", "`x`", text)


def broken(texts: Texts, rules: dict[str, str], seen: Callable[[str], str]) -> list[str]:
    """Say which of *texts*, as *seen*, break which of *rules*."""
    return [
        f"{place}: {rule}: {text}"
        for place, text in texts
        for rule, pattern in rules.items()
        if re.search(pattern, seen(text))
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("part", PARTS)
def test_texts_hold_no_markup_but_code(
    knowledge_base: KnowledgeBase, part: str, language: Language
) -> None:
    """Texts are shown in a terminal as well; what is code stands between two backticks."""
    texts = list(prose(knowledge_base, part, language))

    assert broken(iter(texts), NO_MARKUP, without_code) == []
    assert [text for _, text in texts if text.count("`") % 2 or "``" in text] == []


@pytest.mark.parametrize("part", PARTS)
def test_chinese_is_set_as_chinese(knowledge_base: KnowledgeBase, part: str) -> None:
    """Full-width punctuation, a space between Han and Latin, simplified characters."""
    assert broken(prose(knowledge_base, part, Language.ZH), CHINESE, without_code) == []


def test_no_text_of_ours_has_to_be_converted() -> None:
    """Traditional characters are read, but the converter is loaded for people's texts alone."""
    code = (
        "import sys; from pathlib import Path; from knowledge import Answerer, load\n"
        "Answerer(load(Path('knowledge'))).prepare(); print('opencc' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"


@pytest.mark.parametrize("part", PARTS)
def test_chinese_is_asked_as_people_type(knowledge_base: KnowledgeBase, part: str) -> None:
    """Aliases and questions have no space between Han and Latin."""
    assert broken(queries(knowledge_base, part, Language.ZH), CHINESE_QUERIES, str) == []


@pytest.mark.parametrize("part", PARTS)
def test_english_is_set_as_english(knowledge_base: KnowledgeBase, part: str) -> None:
    """No Han, no full-width punctuation, straight quotes."""
    texts = [
        *prose(knowledge_base, part, Language.EN),
        *queries(knowledge_base, part, Language.EN),
    ]

    assert broken(iter(texts), ENGLISH, without_code) == []


@pytest.mark.parametrize("part", PARTS)
def test_chinese_keeps_to_the_glossary(knowledge_base: KnowledgeBase, part: str) -> None:
    """One thing has one word, and product names stay in Latin letters."""
    bad = [
        f"{place}: {text}: not {word} but {wanted}"
        for place, text in prose(knowledge_base, part, Language.ZH)
        for word, wanted in GLOSSARY.items()
        if word in text
    ]

    assert bad == []


def test_glossary_does_not_forbid_what_it_wants() -> None:
    """No word of the table is both."""
    assert not set(GLOSSARY) & set(GLOSSARY.values())
    assert not [word for word in GLOSSARY if any(word in wanted for wanted in GLOSSARY.values())]


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (NO_MARKUP, "**bold**"),
        (NO_MARKUP, "[a](b)"),
        (NO_MARKUP, "a_b"),
        (NO_MARKUP, "see <@1>"),
        (NO_MARKUP, "see https://a.example"),
        (NO_MARKUP, "see a.com/b"),
        (NO_MARKUP, "a  b"),
        (NO_MARKUP, "a "),
        (NO_MARKUP, "a..."),
        (CHINESE, "默认,执行"),
        (CHINESE, "执行."),
        (CHINESE, "用PyTorch 训练"),
        (CHINESE, "用 `x`训练"),
        (CHINESE, "默认 执行"),
        (CHINESE, "默认， 执行"),
        (CHINESE, "默认…"),
        (CHINESE, "默认—执行"),
        (CHINESE, "默认-执行"),
        (CHINESE, "「默认」"),
        (CHINESE, "'默认'"),
        (CHINESE, "２０２４"),
        (CHINESE, "訓練時間"),
        (CHINESE_QUERIES, "用 PyTorch"),
        (CHINESE_QUERIES, "怎么办?"),
        (ENGLISH, "a，b"),
        (ENGLISH, "默认"),
        (ENGLISH, "“a”"),
        (ENGLISH, "a , b"),
    ],
)
def test_rules_find_what_they_forbid(rules: dict[str, str], text: str) -> None:
    """A rule that matches nothing proves nothing."""
    assert len(broken(iter([("text", text)]), rules, without_code)) == 1


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (CHINESE, "用 PyTorch 2.14（2026 年 9 月）训练，默认即时执行……"),
        (CHINESE, "据 O'Reilly 统计，支持 Python 3.10–3.14——另见“官方文档”。"),
        (CHINESE, "调用 `model.eval()`，占用减少 58%。"),
        (CHINESE_QUERIES, "model.eval()什么时候调？"),
        (NO_MARKUP, "C#, `a_b` and keras.io, since 2.0."),
        (ENGLISH, 'It\'s "a" (b); c.'),
    ],
)
def test_rules_pass_over_what_is_right(rules: dict[str, str], text: str) -> None:
    """A rule that forbids good writing is worse than none."""
    assert broken(iter([("text", text)]), rules, without_code) == []
