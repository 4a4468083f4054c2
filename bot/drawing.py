"""Cards drawn as an HTML page: what members see, for those who write the knowledge."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from bot.actions import Action, Verb
from bot.cards import Card, Cards, Menu, Row
from bot.writer import Section
from knowledge import KnowledgeBase, Language

_INLINE = re.compile(
    r"\\(?P<literal>[^\w\s])"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<label>[^\]]+)\]\(<?(?P<address>https?://[^\s<>)]+)>?\)"
    r"|\*\*(?P<strong>.+?)\*\*"
    r"|__(?P<u>.+?)__"
    r"|~~(?P<s>.+?)~~"
    r"|\*(?P<em>[^\s*](?:[^*]*[^\s*])?)\*"
    r"|\b_(?P<i>[^_]+)_\b",
    re.DOTALL,
)
"""The part of Discord's Markdown that changes a line, unwanted pairs of signs included."""
_BLOCKS = (("### ", "h3"), ("## ", "h2"), ("-# ", "small"), ("- ", "li"))
_STYLE = """\
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; padding: 16px; background: #313338; color: #dbdee1;
  font: 16px/1.375 "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, "Noto Sans CJK SC",
  "PingFang SC", "Microsoft YaHei", "Noto Color Emoji", sans-serif; }
main { max-width: 600px; margin: 0 auto; }
figure { margin: 0 0 40px; }
figcaption { margin-bottom: 8px; color: #949ba4; font-size: 12px;
  border-bottom: 1px solid #3f4147; }
article { display: grid; gap: 8px; overflow-wrap: anywhere; }
article > div { min-width: 0; }
.bar { padding: 12px 16px; background: #2b2d31; border: 1px solid #3f4147; border-left-width: 4px;
  border-radius: 8px; }
h2, h3 { margin: 0 0 4px; color: #f2f3f5; line-height: 1.375; }
h2 { font-size: 20px; } h3 { font-size: 16px; }
p { margin: 0; } ul { margin: 0; padding-left: 20px; } li { margin-bottom: 4px; }
small { display: block; color: #949ba4; font-size: 13px; }
a { color: #00a8fc; text-decoration: none; } a:hover { text-decoration: underline; }
code { padding: 0 3px; background: #1e1f22; border-radius: 4px; font: 85% Consolas, monospace; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
button, select { min-height: 32px; border: 0; border-radius: 8px; color: #fff; font: inherit;
  font-size: 14px; }
button { padding: 2px 16px; background: #4e5058; }
select { width: 100%; max-width: 400px; min-height: 40px; padding: 8px; background: #1e1f22;
  color: #dbdee1; }
"""


def draw(
    knowledge: KnowledgeBase, cards: Cards, criterion: str, languages: Sequence[Language]
) -> str:
    """Draw *criterion* in *languages*: folded, every page, and in plain text. Needs no network."""
    title = escape(knowledge.criteria[criterion].title[languages[0]])
    figures = "\n".join(
        _figure(caption, card, language)
        for language in languages
        for caption, card in _forms(cards, criterion, language)
    )
    return f"""\
<!DOCTYPE html>
<html lang="{languages[0]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
{figures}
</main>
</body>
</html>
"""


def _forms(cards: Cards, criterion: str, language: Language) -> Iterator[tuple[str, Card]]:
    """Yield each form of the card with a caption; a page past the last is the last again."""
    page = 0
    before: tuple[Section, ...] = ()
    action = Action(verb=Verb.CARD, language=language, criteria=(criterion,))
    card = folded = cards.show(action)
    while card.sections != before:
        yield (f"{criterion}, page {page}" if page else f"{criterion}, as it is sent"), card
        before = card.sections
        page += 1
        card = cards.show(
            Action(verb=Verb.CARD, language=language, page=page, criteria=(criterion,))
        )
    plain = Card(sections=(Section(text=folded.plain),))
    yield f"{criterion}, where links may not be embedded", plain


def _figure(caption: str, card: Card, language: Language) -> str:
    parts = [*map(_section, card.sections), *map(_row, card.rows)]
    return (
        f"<figure>\n<figcaption>{escape(caption)} ({language})</figcaption>\n"
        f'<article lang="{language}">\n' + "\n".join(parts) + "\n</article>\n</figure>"
    )


def _section(section: Section) -> str:
    inner = "\n".join(_lines(section.text))
    if section.colour is None:
        return f"<div>\n{inner}\n</div>"
    return f'<div class="bar" style="border-left-color: #{section.colour:06x}">\n{inner}\n</div>'


def _row(row: Row) -> str:
    if isinstance(row, Menu):
        options = "".join(f"<option>{escape(label)}</option>" for label, _ in row.options)
        label = escape(row.placeholder)
        return f'<div class="row"><select><option>{label}</option>{options}</select></div>'
    buttons = "".join(f'<button type="button">{escape(button.label)}</button>' for button in row)
    return f'<div class="row">{buttons}</div>'


def _lines(text: str) -> Iterator[str]:
    """Yield the HTML of each line; one that is indented below a point belongs to it."""
    for block in re.split(r"\n(?! {2})", text):
        sign, tag = next(((s, t) for s, t in _BLOCKS if block.startswith(s)), ("", "p"))
        inner = "<br>".join(_inline(line.strip()) for line in block[len(sign) :].split("\n"))
        line = f"<{tag}>{inner}</{tag}>"
        yield f"<ul>{line}</ul>" if tag == "li" else line


def _inline(text: str) -> str:
    """Turn Markdown inside a line into HTML; everything else is escaped."""
    parts: list[str] = []
    end = 0
    for match in _INLINE.finditer(text):
        parts += escape(text[end : match.start()]), _marked(match)
        end = match.end()
    return "".join((*parts, escape(text[end:])))


def _marked(match: re.Match[str]) -> str:
    kind, inner = match.lastgroup, match[match.lastindex or 0]
    if kind == "literal":
        return escape(inner)
    if kind == "code":
        return f"<code>{escape(inner)}</code>"
    if kind == "address":
        return f'<a href="{escape(inner)}" rel="noreferrer">{_inline(match["label"])}</a>'
    return f"<{kind}>{_inline(inner)}</{kind}>"
