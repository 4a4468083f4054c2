"""
Every sentence that the bot says, one instance of `Phrases` for each language.

Sentences with `{…}` are filled by `str.format` with names from the knowledge base, numbers and
the like; a text that somebody typed is never put into one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge import Language, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All sentences in one language."""

    # A criterion
    fact: str
    source: str
    listed: str
    article: str
    article_says: str
    verdicts: Mapping[Verdict, str]
    note: str
    related: str
    related_are: str
    more: str
    less: str
    back: str
    forward: str
    page: str
    own_name: str
    joined: str

    # Other replies
    unsure: str
    unknown: str
    try_these: str
    see_criteria: str
    gone: str
    private_copy: str

    # Lists and help
    criteria: str
    help_title: str
    help_ask: str
    help_mention: str
    help_commands: str
    command_lines: tuple[tuple[str, str], ...]
    about_title: str
    about: str
    about_article: str
    about_contact: str
    about_counts: str

    # What went wrong
    error: str
    too_long: str
    no_question: str

    # The terminal
    welcome: str
    go_to_discord: str
    terminal_help: str
    language_set: str
    language_unknown: str
    prompt: str


EN = Phrases(
    fact="{text} (as of {month}{sources})",
    source="source {number}",
    listed=", ",
    article="What the article says (“{title}”, {publisher})",
    article_says="{framework}: {says}",
    verdicts={
        Verdict.HOLDS: "holds",
        Verdict.DATED: "dated",
        Verdict.WRONG: "wrong",
        Verdict.OPINION: "opinion",
        Verdict.UNCLEAR: "unclear",
    },
    note="{verdict}: {note}",
    related="Related",
    related_are="Related: {titles}",
    more="More",
    less="Less",
    back="Back",
    forward="Next",
    page="Page {page} of {pages}",
    own_name="English",
    joined=" and ",
    unsure="Which of these do you mean?",
    unknown="I do not know that. I only know how {frameworks} compare, and I would rather not guess.",
    try_these="You could ask:",
    see_criteria="Everything that I know about: {command}",
    gone="I do not know that point any more. Please ask again.",
    private_copy="Here is a copy for you alone.",
    criteria="What I can compare ({count})",
    help_title="How to ask",
    help_ask="Ask in your own words, in English or Chinese. Every fact comes with its source and date.",
    help_mention="You can also mention me or send me a direct message, without any command.",
    help_commands="Commands",
    command_lines=(
        ("compare", "facts about one point: `{prefix}compare debugging` or `/compare`"),
        ("ask", "the same, for a whole question"),
        ("criteria", "all points that can be compared"),
        ("help", "this help"),
        ("about", "what this bot is and where its facts come from"),
    ),
    about_title="About this bot",
    about="I compare {frameworks}. I look your question up in a collection of facts, each with a "
    "source and a date. I use no AI service and keep no messages; when I do not know, I say so.",
    about_article="It began with the article “{title}” ({publisher}): I quote what it says, and whether it still holds.",
    about_contact="A fact is wrong? Tell {contact}.",
    about_counts="{criteria} points, {facts} facts, {sources} sources.",
    error="Something went wrong on my side, and it is in the log. Please try again later.",
    too_long="That is too long for me. Please ask in at most {most} characters.",
    no_question="What would you like to compare?",
    welcome="Ask how {frameworks} compare. :help shows more, :quit ends.",
    go_to_discord="To bring the bot to Discord, write DISCORD_TOKEN into .env (the README shows how) and start it again.",
    terminal_help="Type a question in English or Chinese, for example:",
    language_set="Answers are in English now.",
    language_unknown=":lang takes one of {languages}.",
    prompt="? ",
)

ZH = Phrases(
    fact="{text}（截至 {month}{sources}）",
    source="来源 {number}",
    listed="，",
    article="原文章怎么说（《{title}》，{publisher}）",
    article_says="{framework}：{says}",
    verdicts={
        Verdict.HOLDS: "成立",
        Verdict.DATED: "已过时",
        Verdict.WRONG: "有误",
        Verdict.OPINION: "属于看法",
        Verdict.UNCLEAR: "说法含糊",
    },
    note="{verdict}：{note}",
    related="相关条目",
    related_are="相关条目：{titles}",
    more="展开",
    less="收起",
    back="上一页",
    forward="下一页",
    page="第 {page} 页，共 {pages} 页",
    own_name="中文",
    joined="与",
    unsure="你想问的是哪一个？",
    unknown="这个我不了解。我只知道 {frameworks} 的对比，不想瞎猜。",
    try_these="可以这样问：",
    see_criteria="查看全部条目：{command}",
    gone="这个条目已经不在了，请重新提问。",
    private_copy="单独给你一份。",
    criteria="可以对比的内容（{count} 项）",
    help_title="怎么提问",
    help_ask="用自己的话问就行，中文英文都可以。每条事实都附来源和日期。",
    help_mention="也可以直接 @ 我或者私信我，不用任何命令。",
    help_commands="命令",
    command_lines=(
        ("compare", "查某一项的事实：`{prefix}对比 调试` 或 `/compare`"),
        ("ask", "同上，适合完整的问题"),
        ("criteria", "列出所有可以对比的条目"),
        ("help", "显示这份帮助"),
        ("about", "介绍这个机器人和事实的来源"),
    ),
    about_title="关于",
    about="我负责对比 {frameworks}：在一份整理好的事实库里查找你的问题，每条事实都有来源和日期。"
    "不调用任何 AI 服务，也不保存消息；不知道的就直说不知道。",
    about_article="事实库起步于《{title}》（{publisher}）这篇文章：保留它的说法，并注明如今是否还成立。",
    about_contact="发现事实有误？请联系 {contact}。",
    about_counts="共 {criteria} 个条目、{facts} 条事实、{sources} 个来源。",
    error="我这边出错了，详情已记入日志，请稍后再试。",
    too_long="太长了，请控制在 {most} 个字符以内。",
    no_question="想对比哪一方面？",
    welcome="想知道 {frameworks} 有什么不同，直接提问即可。输入 :help 查看帮助，:quit 退出。",
    go_to_discord="想在 Discord 上使用，请把 DISCORD_TOKEN 写进 .env（步骤见 README），然后重新启动。",
    terminal_help="输入中文或英文问题，例如：",
    language_set="之后用中文回答。",
    language_unknown=":lang 后面可以写 {languages}。",
    prompt="? ",
)

PHRASES: Mapping[Language, Phrases] = {Language.EN: EN, Language.ZH: ZH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """How a slash command is called and described, by Discord's locale."""

    name: Mapping[str, str]
    description: Mapping[str, str]


COMMANDS: Mapping[str, Command] = {
    "compare": Command(
        name={"zh-CN": "对比", "zh-TW": "對比"},
        description={
            "en": "Facts about one point of comparison, with sources",
            "zh-CN": "对比某一方面，附来源",
            "zh-TW": "比較某一方面，附來源",
        },
    ),
    "ask": Command(
        name={"zh-CN": "提问", "zh-TW": "提問"},
        description={
            "en": "Ask a question in your own words",
            "zh-CN": "用自己的话提问",
            "zh-TW": "用自己的話提問",
        },
    ),
    "criteria": Command(
        name={"zh-CN": "条目", "zh-TW": "條目"},
        description={
            "en": "All points that can be compared",
            "zh-CN": "列出所有可以对比的条目",
            "zh-TW": "列出所有可以比較的條目",
        },
    ),
    "help": Command(
        name={"zh-CN": "帮助", "zh-TW": "說明"},
        description={
            "en": "How to ask, and all commands",
            "zh-CN": "提问方法和命令一览",
            "zh-TW": "提問方法和指令一覽",
        },
    ),
    "about": Command(
        name={"zh-CN": "关于", "zh-TW": "關於"},
        description={
            "en": "What this bot is and where its facts come from",
            "zh-CN": "这个机器人是什么，事实从哪里来",
            "zh-TW": "這個機器人是什麼，事實從哪裡來",
        },
    ),
    "question": Command(
        name={"zh-CN": "问题", "zh-TW": "問題"},
        description={
            "en": "A word or a whole question, in English or Chinese",
            "zh-CN": "一个词或者一个完整的问题，中英文均可",
            "zh-TW": "一個詞或者一個完整的問題，中英文均可",
        },
    ),
}
"""Slash commands, and their option `question`. zh-TW stands by itself: Discord does not fall back to zh-CN."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "compare": ("对比", "比较", "對比", "比較"),
    "ask": ("提问", "問", "问", "提問"),
    "criteria": ("条目", "列表", "條目"),
    "help": ("帮助", "幫助", "說明"),
    "about": ("关于", "關於"),
}
"""Other names of the commands behind the prefix."""
