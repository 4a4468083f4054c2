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
    month: str
    months: tuple[str, ...]
    source: str
    listed: str
    article: str
    article_says: str
    claim: str
    verdicts: Mapping[Verdict, str]
    note: str
    plain_title: str
    related: str
    related_are: str
    more: str
    less: str
    back: str
    forward: str
    page: str
    own_name: str
    helpful: str
    not_helpful: str
    joined: str

    # Other replies
    unsure: str
    unknown: str
    try_these: str
    see_criteria: str
    gone: str
    slower: str
    busy: str
    voted_up: str
    voted_down: str
    not_kept: str
    show_to_channel: str
    shown_already: str
    no_direct_messages: str

    # Lists and help
    criteria: str
    help_title: str
    help_ask: str
    help_mention: str
    help_commands: str
    command_lines: tuple[tuple[str, str], ...]
    help_more: str
    about_title: str
    about: str
    about_article: str
    about_contact: str
    about_counts: str

    # What went wrong
    error: str
    too_long: str

    # The terminal
    welcome: str
    go_to_discord: str
    terminal_help: str
    language_set: str
    language_unknown: str
    prompt: str


EN = Phrases(
    fact="{text} (as of {month}{sources})",
    month="{month} {year}",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    source="source\u00a0{number}",
    listed=", ",
    article="What the article says (“{title}”, {publisher})",
    article_says="{framework}: {says}",
    claim="**{framework}, {verdict}**: {says}",
    verdicts={
        Verdict.HOLDS: "holds",
        Verdict.DATED: "dated",
        Verdict.WRONG: "wrong",
        Verdict.OPINION: "opinion",
        Verdict.UNCLEAR: "unclear",
    },
    note="{verdict}: {note}",
    plain_title="**{title}**: {text}",
    related="Related",
    related_are="Related: {titles}",
    more="More",
    less="Less",
    back="Back",
    forward="Next",
    page="Page {page} of {pages}",
    own_name="English",
    helpful="👍 Helpful",
    not_helpful="👎 Not helpful",
    joined=" and ",
    unsure="Which of these do you mean?",
    unknown="I do not know that. I only know how {frameworks} compare, and I would rather not guess.",
    try_these="You could ask:",
    see_criteria="Everything that I know about: {command}",
    gone="I do not know that point any more. Please ask again.",
    slower="One moment, please: I answer again in {seconds} seconds.",
    busy="Too many people are asking at once, and I cannot get to your question. Please try again.",
    voted_up="Thank you! Your vote counts for this month.",
    voted_down="Thank you for telling me. Your vote counts for this month.",
    not_kept="I could not keep that just now. Please try again later.",
    show_to_channel="Show to channel",
    shown_already="The channel sees it already.",
    no_direct_messages="I do not answer direct messages here. Ask me in a server, or with `/ask`.",
    criteria="What I can compare ({count})",
    help_title="How to ask",
    help_ask="Ask in your own words, in English or Chinese. Every fact comes with its source and date.",
    help_mention="You can also mention me or send me a direct message, without any command.",
    help_commands="Commands",
    command_lines=(
        ("compare", "facts about one point: `{prefix}compare debugging` or `/compare`"),
        ("ask", "the same, for a whole question"),
        ("criteria", "all points that can be compared"),
        ("stats", "what is asked most here"),
        ("help", "this help"),
        ("about", "what this bot is and where its facts come from"),
    ),
    help_more="`/language` sets your language, `/privacy` says what I keep, `/forget-me` deletes it. For managers: `/settings`, `/gaps`, `/why`.",
    about_title="About this bot",
    about="I compare {frameworks}. I look your question up in a collection of facts, each with a "
    "source and a date. I use no AI service and keep no messages; when I do not know, I say so.",
    about_article="It began with the article “{title}” ({publisher}): I quote what it says, and whether it still holds.",
    about_contact="A fact is wrong? Tell {contact}.",
    about_counts="{criteria} points, {facts} facts, {sources} sources.",
    error="Something went wrong on my side, and it is in the log. Please try again later.",
    too_long="That is too long for me. Please ask in at most {most} characters.",
    welcome="Ask how {frameworks} compare. :help shows more, :quit ends.",
    go_to_discord="To bring the bot to Discord, write DISCORD_TOKEN into .env (the README shows how) and start it again.",
    terminal_help="Type a question in English or Chinese, for example:",
    language_set="Answers are in English now.",
    language_unknown=":lang takes one of {languages}.",
    prompt="? ",
)

ZH = Phrases(
    fact="{text}（截至 {month}{sources}）",
    month="{year} 年 {month} 月",
    months=("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"),
    source="来源\u00a0{number}",
    listed="，",
    article="原文章怎么说（《{title}》，{publisher}）",
    article_says="{framework}：{says}",
    claim="**{framework}，{verdict}**：{says}",
    verdicts={
        Verdict.HOLDS: "成立",
        Verdict.DATED: "已过时",
        Verdict.WRONG: "有误",
        Verdict.OPINION: "属于看法",
        Verdict.UNCLEAR: "说法含糊",
    },
    note="{verdict}：{note}",
    plain_title="**{title}**：{text}",
    related="相关条目",
    related_are="相关条目：{titles}",
    more="展开",
    less="收起",
    back="上一页",
    forward="下一页",
    page="第 {page} 页，共 {pages} 页",
    own_name="中文",
    helpful="👍 有用",
    not_helpful="👎 没用",
    joined="与",
    unsure="你想问的是哪一个？",
    unknown="这个我不了解。我只知道 {frameworks} 的对比，不想瞎猜。",
    try_these="可以这样问：",
    see_criteria="查看全部条目：{command}",
    gone="这个条目已经不在了，请重新提问。",
    slower="稍等一下，{seconds} 秒后我再回答。",
    busy="现在提问的人太多，这个问题我暂时顾不上，请过一会儿再问。",
    voted_up="谢谢！这一票计入本月。",
    voted_down="谢谢反馈，这一票计入本月。",
    not_kept="刚才没能保存，请稍后再试。",
    show_to_channel="发到频道",
    shown_already="已经发到频道了。",
    no_direct_messages="我不回复私信。请在服务器里问我，或者用 `/ask`。",
    criteria="可以对比的内容（{count} 项）",
    help_title="怎么提问",
    help_ask="用自己的话问就行，中文英文都可以。每条事实都附来源和日期。",
    help_mention="也可以直接 @ 我或者私信我，不用任何命令。",
    help_commands="命令",
    command_lines=(
        ("compare", "查某一项的事实：`{prefix}对比 调试` 或 `/compare`"),
        ("ask", "同上，适合完整的问题"),
        ("criteria", "列出所有可以对比的条目"),
        ("stats", "大家问得最多的是什么"),
        ("help", "显示这份帮助"),
        ("about", "介绍这个机器人和事实的来源"),
    ),
    help_more="`/language` 设置你的语言，`/privacy` 说明保存了什么，`/forget-me` 删除这些内容。管理者还有 `/settings`、`/gaps`、`/why`。",
    about_title="关于",
    about="我负责对比 {frameworks}：在一份整理好的事实库里查找你的问题，每条事实都有来源和日期。"
    "不调用任何 AI 服务，也不保存消息；不知道的就直说不知道。",
    about_article="事实库起步于《{title}》（{publisher}）这篇文章：保留它的说法，并注明如今是否还成立。",
    about_contact="发现事实有误？请联系 {contact}。",
    about_counts="共 {criteria} 个条目、{facts} 条事实、{sources} 个来源。",
    error="我这边出错了，详情已记入日志，请稍后再试。",
    too_long="太长了，请控制在 {most} 个字符以内。",
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
    "stats": Command(
        name={"zh-CN": "统计", "zh-TW": "統計"},
        description={
            "en": "What is asked most here, as a picture",
            "zh-CN": "大家在这里问得最多的是什么（图表）",
            "zh-TW": "大家在這裡問得最多的是什麼（圖表）",
        },
    ),
    "privacy": Command(
        name={"zh-CN": "隐私", "zh-TW": "隱私"},
        description={
            "en": "What is kept of you and of this place",
            "zh-CN": "这里保存了哪些信息",
            "zh-TW": "這裡保存了哪些資訊",
        },
    ),
    "forget-me": Command(
        name={"zh-CN": "忘记我", "zh-TW": "忘記我"},
        description={
            "en": "Delete your votes of this month and your language",
            "zh-CN": "删除你本月的投票和语言设置",
            "zh-TW": "刪除你本月的投票和語言設定",
        },
    ),
    "language": Command(
        name={"zh-CN": "语言", "zh-TW": "語言"},
        description={
            "en": "The language in which you are answered, in every server",
            "zh-CN": "你收到的回答用什么语言，所有服务器通用",
            "zh-TW": "你收到的回答用什麼語言，所有伺服器通用",
        },
    ),
    "settings": Command(
        name={"zh-CN": "设置", "zh-TW": "設定"},
        description={
            "en": "What this server has chosen (Manage Server)",
            "zh-CN": "本服务器的设置（需要管理服务器权限）",
            "zh-TW": "本伺服器的設定（需要管理伺服器權限）",
        },
    ),
    "settings show": Command(
        name={"zh-CN": "查看", "zh-TW": "查看"},
        description={
            "en": "All settings of this server",
            "zh-CN": "查看本服务器的全部设置",
            "zh-TW": "查看本伺服器的全部設定",
        },
    ),
    "settings language": Command(
        name={"zh-CN": "语言", "zh-TW": "語言"},
        description={
            "en": "The language of answers whose question proves none",
            "zh-CN": "问题看不出语言时用什么语言回答",
            "zh-TW": "問題看不出語言時用什麼語言回答",
        },
    ),
    "settings prefix": Command(
        name={"zh-CN": "前缀", "zh-TW": "前綴"},
        description={
            "en": "What commands in messages begin with; auto takes the default back",
            "zh-CN": "消息里的命令以什么开头，auto 恢复默认",
            "zh-TW": "訊息裡的指令以什麼開頭，auto 恢復預設",
        },
    ),
    "settings channel-add": Command(
        name={"zh-CN": "添加频道", "zh-TW": "新增頻道"},
        description={
            "en": "Answer questions in a channel that nobody addressed to the bot",
            "zh-CN": "在某个频道里主动回答没有点名的问题",
            "zh-TW": "在某個頻道裡主動回答沒有點名的問題",
        },
    ),
    "settings channel-remove": Command(
        name={"zh-CN": "移除频道", "zh-TW": "移除頻道"},
        description={
            "en": "Answer in a channel only when addressed",
            "zh-CN": "在某个频道里只回答点名的问题",
            "zh-TW": "在某個頻道裡只回答點名的問題",
        },
    ),
    "settings visibility": Command(
        name={"zh-CN": "可见性", "zh-TW": "可見性"},
        description={
            "en": "Who sees the answers to slash commands",
            "zh-CN": "斜杠命令的回答谁能看到",
            "zh-TW": "斜線指令的回答誰能看到",
        },
    ),
    "settings gaps": Command(
        name={"zh-CN": "未答问题", "zh-TW": "未答問題"},
        description={
            "en": "Whether questions without a good answer are listed for managers",
            "zh-CN": "是否为管理者记录没答好的问题",
            "zh-TW": "是否為管理者記錄沒答好的問題",
        },
    ),
    "gaps": Command(
        name={"zh-CN": "未答问题", "zh-TW": "未答問題"},
        description={
            "en": "Questions that found no good answer here (Manage Server)",
            "zh-CN": "这里没答好的问题（需要管理服务器权限）",
            "zh-TW": "這裡沒答好的問題（需要管理伺服器權限）",
        },
    ),
    "why": Command(
        name={"zh-CN": "为什么", "zh-TW": "為什麼"},
        description={
            "en": "What the bot lacks in this channel (Manage Server)",
            "zh-CN": "机器人在本频道缺少什么（需要管理服务器权限）",
            "zh-TW": "機器人在本頻道缺少什麼（需要管理伺服器權限）",
        },
    ),
    "value": Command(
        name={"zh-CN": "值", "zh-TW": "值"},
        description={
            "en": "What it shall be from now on",
            "zh-CN": "改成什么",
            "zh-TW": "改成什麼",
        },
    ),
    "channel": Command(
        name={"zh-CN": "频道", "zh-TW": "頻道"},
        description={
            "en": "The channel",
            "zh-CN": "哪个频道",
            "zh-TW": "哪個頻道",
        },
    ),
}
"""Slash commands, then their options. zh-TW stands by itself: Discord does not fall back to zh-CN."""

CHOICES: Mapping[str, Mapping[str, str]] = {
    "auto": {"en": "Automatic", "zh-CN": "自动", "zh-TW": "自動"},
    "en": {"en": "English", "zh-CN": "英文", "zh-TW": "英文"},
    "zh": {"en": "Chinese", "zh-CN": "中文", "zh-TW": "中文"},
    "public": {"en": "Everybody", "zh-CN": "所有人", "zh-TW": "所有人"},
    "ephemeral": {"en": "Only who asked", "zh-CN": "仅提问者", "zh-TW": "僅提問者"},
    "on": {"en": "On", "zh-CN": "开启", "zh-TW": "開啟"},
    "off": {"en": "Off", "zh-CN": "关闭", "zh-TW": "關閉"},
}
"""What the values that an option offers are called, by Discord's locale."""

MENUS: Mapping[str, Mapping[str, str]] = {
    "answer": {
        "en": "Answer this question",
        "zh-CN": "回答这个问题",
        "zh-TW": "回答這個問題",
    },
}
"""Entries in the menu of a message."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "compare": ("对比", "比较", "對比", "比較"),
    "ask": ("提问", "問", "问", "提問"),
    "criteria": ("条目", "列表", "條目"),
    "stats": ("统计", "統計"),
    "help": ("帮助", "幫助", "說明"),
    "about": ("关于", "關於"),
}
"""Other names of the commands behind the prefix."""
