"""
Make `knowledge/pinyin.tsv`: how the common characters sound, without tones.

    python benchmarks/make_pinyin.py

The characters are those of GB 2312; the sounds are pypinyin's, the most usual one of each. The
product reads the file and does without the library, which would cost it 20 MiB.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import lazy_pinyin

TARGET = Path(__file__).parents[1] / "knowledge" / "pinyin.tsv"


def characters() -> Iterator[str]:
    """Yield the 6,763 Chinese characters of GB 2312, in its order."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", errors="ignore")


def main() -> None:
    """Write the file, one syllable a line."""
    sounds: defaultdict[str, list[str]] = defaultdict(list)
    for character in characters():
        sounds[lazy_pinyin(character)[0]].append(character)
    lines = (f"{sound}\t{''.join(same)}\n" for sound, same in sorted(sounds.items()))
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
