"""
What members, managers and the owner are told about the bot itself, by language.

As in `phrases`, sentences with `{…}` are filled by `str.format`, never with what somebody typed,
except a prefix, which is quoted as code.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.storage import Kind
from knowledge import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """All such sentences in one language."""

    # Rights
    managers_only: str
    bad_value: str

    # Settings of a server
    settings_title: str
    language: str
    prefix: str
    channels: str
    visibility: str
    gaps: str
    automatic: str
    everybody: str
    asker: str
    nowhere: str
    on: str
    off: str
    bad_prefix: str
    channel_added: str
    channel_removed: str
    channels_full: str
    gaps_on: str
    gaps_off: str
    not_known: str
    not_read: str

    # A member's language
    answers_in: str
    answers_follow: str

    # Privacy
    privacy_title: str
    privacy: str
    privacy_gaps_on: str
    privacy_gaps_off: str
    privacy_rights: str
    forgotten: str

    # Open questions
    gaps_title: str
    gaps_none: str
    gaps_are_off: str
    gap: str
    kinds: Mapping[Kind, str]
    gaps_stubs: str

    # What is asked
    stats_title: str
    stats_everywhere: str
    stats_none: str
    stats_note: str

    # What is missing
    why_title: str
    why_nothing: str
    why_missing: str
    view_channel: str
    send_messages: str
    send_messages_in_threads: str
    embed_links: str
    read_message_history: str
    no_content: str

    # The owner
    reloaded: str
    not_reloaded: str
    problems_sent: str
    problems_logged: str
    more_problems: str
    synced: str
    same_commands: str
    not_synced: str
    status_title: str
    version: str
    shards: str
    latency: str
    knowledge: str
    database: str
    database_well: str


EN = Notices(
    managers_only="Only those who may manage this server can do that.",
    bad_value="That is not one of the choices.",
    settings_title="Settings of this server",
    language="**Language:** {value}",
    prefix="**Prefix:** {value}",
    channels="**Answers questions that nobody addressed to it in:** {value}",
    visibility="**Who sees answers to slash commands:** {value}",
    gaps="**List of questions without a good answer:** {value}",
    automatic="automatic",
    everybody="everybody",
    asker="only who asked",
    nowhere="no channel",
    on="on",
    off="off",
    bad_prefix="A prefix has 1 to {most} characters without a space, and does not begin with / @ < or #. For example: `!`",
    channel_added="From now on I answer questions in {channel} when I know the answer, also when nobody mentions me.",
    channel_removed="In {channel} I answer only when I am addressed.",
    channels_full="That is one channel too many. Remove another one first.",
    gaps_on="From now on I keep questions that I answered badly, without who asked. `/gaps` shows them to managers, and `/privacy` tells everybody.",
    gaps_off="I keep no questions any more, and those that I had are deleted.",
    not_known="I cannot look into my database at the moment, so this may be out of date.",
    not_read="I cannot look into my database at the moment. Please try again later.",
    answers_in="I answer you in English from now on, unless a question is in another language.",
    answers_follow="From now on I choose the language by your question and your Discord.",
    privacy_title="What I keep",
    privacy=(
        "- I keep no messages and no names.\n"
        "- `/language`: your id and that language, until you take it back.\n"
        "- Votes: a code that cannot be traced back to you without a secret key. The key is deleted when the month is over; only sums stay.\n"
        "- Servers: what their managers chose with `/settings`, and how often each point was answered.\n"
        "- In memory alone, never on disk: the latest answers, so that they can follow your edits."
    ),
    privacy_gaps_on="**Here:** a manager has switched on a list of questions that I answered badly. I keep their words for at most {days} days after they were last asked, without who asked.",
    privacy_gaps_off="**Here:** I keep no questions.",
    privacy_rights="`/forget-me` deletes your votes of this month and your language.",
    forgotten="Done: your votes of this month and your language are deleted.",
    gaps_title="Questions without a good answer",
    gaps_none="No question is on the list.",
    gaps_are_off="The list is off here. `/settings gaps` switches it on.",
    gap="{count} × `{text}` ({kind}, last on {day})",
    kinds={
        Kind.UNSURE: "unsure",
        Kind.UNKNOWN: "unknown",
        Kind.VOTED_DOWN: "voted down",
    },
    gaps_stubs="To paste into a criterion:",
    stats_title="Most asked in this server",
    stats_everywhere="Most asked everywhere",
    stats_none="Nothing has been counted yet.",
    stats_note="Answers of the last twelve months. Nobody is counted by name.",
    why_title="What I lack in this channel",
    why_nothing="Nothing: I have every permission that I need here.",
    why_missing="Permissions that I lack here:",
    view_channel="**View Channel**: I see none of the messages.",
    send_messages="**Send Messages**: I can answer slash commands only.",
    send_messages_in_threads="**Send Messages in Threads**: I cannot answer in threads.",
    embed_links="**Embed Links**: I answer in plain text.",
    read_message_history="**Read Message History**: my answers are no replies to their questions.",
    no_content="The message content intent is off, so I cannot read messages that do not mention me: the prefix and questions in chosen channels do not work. The person who runs me can switch it on in Discord's developer portal.",
    reloaded="Reloaded: {criteria} criteria, {sources} sources.",
    not_reloaded="Not reloaded, the old knowledge stays. Problems: {count}",
    problems_sent="Not reloaded, the old knowledge stays. The problems are in your direct messages.",
    problems_logged="Not reloaded, the old knowledge stays. I could not send you a direct message; the problems are in the log.",
    more_problems="{count} more are in the log.",
    synced="Registered {count} commands with Discord.",
    same_commands="The commands are up to date.",
    not_synced="Discord did not take the commands; the log says why.",
    status_title="Status",
    version="**Version:** {value}",
    shards="**Shards:** {value}",
    latency="**Latency:** {value}",
    knowledge="**Knowledge:** {criteria} criteria, {sources} sources",
    database="**Database:** {value}",
    database_well="works",
)

ZH = Notices(
    managers_only="只有能管理本服务器的人才可以这样做。",
    bad_value="没有这个选项。",
    settings_title="本服务器的设置",
    language="**语言：**{value}",
    prefix="**前缀：**{value}",
    channels="**主动回答问题的频道：**{value}",
    visibility="**斜杠命令的回答谁能看到：**{value}",
    gaps="**记录没答好的问题：**{value}",
    automatic="自动",
    everybody="所有人",
    asker="仅提问者",
    nowhere="无",
    on="开启",
    off="关闭",
    bad_prefix="前缀为 1 到 {most} 个字符，不含空格，也不能以 /、@、< 或 # 开头，例如 `!`。",
    channel_added="之后在 {channel} 里，只要知道答案，没有点名我也会回答。",
    channel_removed="在 {channel} 里，我只回答点名的问题。",
    channels_full="频道太多了，请先移除一个。",
    gaps_on="之后会记录没答好的问题，但不记录提问者。管理者可以用 `/gaps` 查看，`/privacy` 会告知所有人。",
    gaps_off="不再记录问题，已有的记录已经删除。",
    not_known="现在读不到数据库，以上内容可能不是最新的。",
    not_read="现在读不到数据库，请稍后再试。",
    answers_in="之后用中文回答你；问题明显是其他语言时除外。",
    answers_follow="之后根据你的问题和 Discord 的语言来选择。",
    privacy_title="保存了什么",
    privacy=(
        "- 不保存消息，也不保存名字。\n"
        "- `/language`：你的 ID 和所选语言，直到你取消。\n"
        "- 投票：一串代码，没有密钥就无法对应到你。密钥在月底后删除，只留下总数。\n"
        "- 服务器：管理者用 `/settings` 选的内容，以及每个条目被回答的次数。\n"
        "- 最近的回答只放在内存里，不写入磁盘，这样你修改问题时回答能跟着改。"
    ),
    privacy_gaps_on="**这里：**管理者开启了没答好的问题的记录。只保存问题的文字，不保存提问者，最后一次提问后最多留 {days} 天。",
    privacy_gaps_off="**这里：**不保存任何问题。",
    privacy_rights="`/forget-me` 会删除你本月的投票和语言设置。",
    forgotten="好了，你本月的投票和语言设置都已删除。",
    gaps_title="没答好的问题",
    gaps_none="目前没有记录。",
    gaps_are_off="这里没有开启记录，用 `/settings gaps` 可以开启。",
    gap="{count} × `{text}`（{kind}，最近一次 {day}）",
    kinds={
        Kind.UNSURE: "拿不准",
        Kind.UNKNOWN: "不了解",
        Kind.VOTED_DOWN: "被点踩",
    },
    gaps_stubs="可以直接贴进条目文件：",
    stats_title="本服务器问得最多的",
    stats_everywhere="所有地方问得最多的",
    stats_none="目前还没有统计数据。",
    stats_note="最近十二个月的回答次数，不记录是谁问的。",
    why_title="我在本频道缺少什么",
    why_nothing="什么都不缺，需要的权限都有。",
    why_missing="缺少这些权限：",
    view_channel="**查看频道**：看不到任何消息。",
    send_messages="**发送消息**：只能回答斜杠命令。",
    send_messages_in_threads="**在子区内发送消息**：不能在子区里回答。",
    embed_links="**嵌入链接**：只能用纯文本回答。",
    read_message_history="**阅读消息历史**：回答不能挂在问题下面。",
    no_content="没有开启 Message Content Intent，读不到没有点名我的消息，所以前缀和主动回答都不起作用。运行我的人可以在 Discord 开发者后台开启。",
    reloaded="已重新载入：{criteria} 个条目，{sources} 个来源。",
    not_reloaded="没有载入，继续使用原来的内容。错误数：{count}",
    problems_sent="没有载入，继续使用原来的内容。错误已经私信给你。",
    problems_logged="没有载入，继续使用原来的内容。私信发不出去，错误写在日志里。",
    more_problems="另有 {count} 个错误在日志里。",
    synced="已向 Discord 登记 {count} 个命令。",
    same_commands="命令已是最新。",
    not_synced="Discord 没有接受这些命令，原因见日志。",
    status_title="状态",
    version="**版本：**{value}",
    shards="**分片：**{value}",
    latency="**延迟：**{value}",
    knowledge="**知识库：**{criteria} 个条目，{sources} 个来源",
    database="**数据库：**{value}",
    database_well="正常",
)

NOTICES: Mapping[Language, Notices] = {Language.EN: EN, Language.ZH: ZH}
