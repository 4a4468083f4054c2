"""Which language a text is in, and which one an answer is given in."""

from typing import Any

import pytest

from knowledge.language import Language, choose, detect


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", Language.EN),
        ("en-GB", Language.EN),
        ("EN", Language.EN),
        ("zh-CN", Language.ZH),
        ("zh-TW", Language.ZH),
        ("zh-HK", Language.ZH),
        ("zh_Hans_CN", Language.ZH),
        ("de", None),
        ("english", None),
        ("", None),
        (None, None),
    ],
)
def test_language_of_locale_is_its_first_part(
    locale: str | None, language: Language | None
) -> None:
    """Every kind of Chinese reads as zh, and a locale that is not spoken as none."""
    assert Language.from_locale(locale) is language


@pytest.mark.parametrize(
    "text",
    [
        "调试",
        "PyTorch 怎么调试",
        "which one is faster to 训练?",
        "記憶體",
        "\U00020000",
        "㐀",
        "豈",
    ],
)
def test_detect_takes_one_han_character_for_chinese(text: str) -> None:
    """Chinese questions are full of Latin names, so one Han character is enough."""
    assert detect(text) is Language.ZH


@pytest.mark.parametrize(
    "text",
    [
        "which one is faster?",
        "I don't want a graph",
        "WHICH ONE IS FASTER",
        "easier to debug PyTorch",
        "what’s better for my thesis",
    ],
)
def test_detect_takes_an_english_sentence_for_english(text: str) -> None:
    """Four Latin words with a function word among them are English."""
    assert detect(text) is Language.EN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "tpu",
        "is it faster",
        "tensorflow pytorch keras jax numpy",
        "quelle bibliothèque choisir maintenant",
        "😀😀😀😀",
        "1 2 3 4 5",
        "，。！？",
        "かな",
        "\ud800",
    ],
)
def test_detect_tells_nothing_without_proof(text: str) -> None:
    """A few Latin words or names alone are written in both languages."""
    assert detect(text) is None


def test_choose_follows_its_order() -> None:
    """Each voice is heard only where all those before it are silent."""
    voices: dict[str, Any] = {
        "explicit": Language.ZH,
        "text": "which one is faster?",
        "preference": Language.ZH,
        "client_locale": "en-US",
        "server": Language.ZH,
        "community_locale": "en-GB",
        "default": Language.ZH,
    }
    heard = []
    for name in voices:
        heard.append(choose(**voices))
        voices[name] = "" if name == "text" else None

    assert heard == ["zh", "en", "zh", "en", "zh", "en", "zh"]


def test_choose_passes_over_locales_that_are_not_spoken() -> None:
    """A German client in a French community hears the default."""
    assert choose("tpu", client_locale="de", community_locale="fr") is Language.EN
