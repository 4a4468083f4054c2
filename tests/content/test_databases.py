"""Another knowledge base, of three other things in one language, served by the same code."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from knowledge import Answerer, KnowledgeBase, Language, Question, Unknown, load
from tests.process import run

DIRECTORY = Path(__file__).parents[1] / "databases"
NAMES = ["SQLite", "PostgreSQL", "DuckDB"]
QUESTIONS = {
    "choosing": "SQLite or Postgres or DuckDB, which would you recommend for my project?",
    "architecture": "does it need a server process?",
    "concurrency": "can many users write at once?",
    "types": "does it enforce strict column types?",
    "json": "how do I query nested json documents?",
    "search": "can I search texts by keyword, ranked?",
    "analytics": "which is the fastest for aggregations over many rows?",
    "backup": "how can I make a backup while it is running?",
    "limits": "how many columns can a table have at most?",
    "license": "is it free for commercial use?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """The command line, run where no other settings are, with the second knowledge base."""

    cwd: Path

    def ask(self, *arguments: str) -> tuple[int, str]:
        """Ask one question and return the exit status and the text."""
        process = run("ask", *arguments, cwd=self.cwd, KNOWLEDGE_DIR=str(DIRECTORY))
        assert process.stderr == b""
        return process.returncode, process.stdout.decode()

    def ask_all(self, questions: list[str]) -> list[dict[str, Any]]:
        """Ask one question a line and return the answers."""
        lines = "".join(f"{question}\n" for question in questions).encode()
        process = run("ask", "--json", "-", cwd=self.cwd, stdin=lines, KNOWLEDGE_DIR=str(DIRECTORY))
        assert (process.returncode, process.stderr) == (0, b"")
        return [json.loads(line) for line in process.stdout.splitlines()]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """The command line in an empty directory."""
    return Terminal(cwd=tmp_path)


@pytest.fixture(scope="module")
def databases() -> KnowledgeBase:
    """The second knowledge base."""
    return load(DIRECTORY)


def test_databases_are_a_whole_knowledge_base(databases: KnowledgeBase) -> None:
    """Three things, one language, an overview, and no article."""
    assert [framework.name for framework in databases.frameworks.values()] == [
        {Language.EN: name} for name in NAMES
    ]
    assert databases.profile.languages == (Language.EN,)
    assert sorted(databases.criteria) == sorted(QUESTIONS)
    assert databases.overview is databases.criteria["choosing"]
    assert databases.profile.article is None
    assert len(databases.out_of_scope) == 3


def test_check_accepts_the_databases(tmp_path: Path) -> None:
    """The command that every writer runs finds nothing."""
    process = run("check", str(DIRECTORY), cwd=tmp_path)

    assert process.returncode == 0, process.stdout.decode()
    assert b"10 criteria" in process.stdout


def test_each_question_finds_its_criterion(terminal: Terminal) -> None:
    """Found by one natural question, in English, with all three headings and every source."""
    answers = terminal.ask_all(list(QUESTIONS.values()))

    assert [answer["answered"] for answer in answers] == [[name] for name in QUESTIONS]
    for answer in answers:
        assert answer["status"] == "found"
        assert answer["language"] == "en"
        assert sorted(answer["frameworks"]) == ["duckdb", "postgresql", "sqlite"]
        assert set(NAMES) < set(answer["text"].splitlines())
        assert "https://" in answer["text"]


def test_every_fact_is_shown_with_its_address(terminal: Terminal, databases: KnowledgeBase) -> None:
    """Three things fit an answer as two do."""
    (answer,) = terminal.ask_all([QUESTIONS["json"]])

    for facts in databases.criteria["json"].facts.values():
        for fact in facts:
            assert fact.text[Language.EN] in answer["text"]
            assert all(databases.sources[name].url in answer["text"] for name in fact.sources)


def test_no_answer_names_what_the_product_ships(terminal: Terminal) -> None:
    """Whatever is asked, the shipped knowledge does not shine through."""
    questions = [
        *QUESTIONS.values(),
        "hi",
        "",
        "what is the weather?",
        "TensorFlow",
        "比较",
        "help",
    ]

    answers = terminal.ask_all(questions)

    texts = " ".join(answer["text"] for answer in answers).lower()
    assert not [word for word in ("tensorflow", "pytorch", "javatpoint") if word in texts]


def test_the_thing_asked_about_comes_first(terminal: Terminal) -> None:
    """Names and aliases of the three are known."""
    postgres, duck = terminal.ask_all(
        ["How does Postgres handle JSON?", "how big can a duck db file get?"]
    )

    assert (postgres["answered"], postgres["frameworks"][0]) == (["json"], "postgresql")
    assert (duck["answered"], duck["frameworks"][0]) == (["limits"], "duckdb")


def test_plain_comparison_gets_the_overview(terminal: Terminal) -> None:
    """So does a bare list of names."""
    answers = terminal.ask_all(["SQLite vs DuckDB?", "postgres or sqlite"])

    assert [answer["answered"] for answer in answers] == [["choosing"], ["choosing"]]


def test_answer_for_people_has_its_headings(terminal: Terminal) -> None:
    """The same without JSON."""
    status, text = terminal.ask(QUESTIONS["architecture"])

    assert status == 0
    assert set(NAMES) < set(text.splitlines())


def test_unknown_shows_its_own_examples(terminal: Terminal, databases: KnowledgeBase) -> None:
    """Who asks for something else is told what this knowledge base knows."""
    status, text = terminal.ask("qwertyuiop zxcvbnm")

    assert status == 3
    assert "SQLite, PostgreSQL and DuckDB" in text
    assert all(example in text for example in databases.profile.examples[Language.EN])


def test_greeting_gets_its_own_reply(terminal: Terminal, databases: KnowledgeBase) -> None:
    """Kinds of messages are data as well."""
    status, text = terminal.ask("hello there")

    assert status == 3
    assert databases.out_of_scope["greeting"].reply[Language.EN] in text


def test_help_shows_its_own_examples(tmp_path: Path, databases: KnowledgeBase) -> None:
    """The help of the terminal teaches with what is loaded."""
    process = run("chat", cwd=tmp_path, stdin=b":help\n", KNOWLEDGE_DIR=str(DIRECTORY))

    text = process.stdout.decode()
    assert process.returncode == 0
    assert all(example in text for example in databases.profile.examples[Language.EN])
    assert "TensorFlow" not in text


@pytest.mark.parametrize("question", ["JSON 怎么查询？", "哪个需要服务器？", "你好"])
def test_chinese_question_is_answered_in_english(terminal: Terminal, question: str) -> None:
    """A knowledge base that has one language speaks that one."""
    (answer,) = terminal.ask_all([question])

    assert answer["language"] == "en"
    assert answer["text"].isascii()


def test_chinese_option_is_answered_in_english(terminal: Terminal) -> None:
    """Even where Chinese was asked for."""
    status, text = terminal.ask("--lang", "zh", "json")

    assert status == 0
    assert text.isascii()


def test_every_shipped_question_is_survived(
    databases: KnowledgeBase, knowledge_base: KnowledgeBase
) -> None:
    """Whatever is asked of it, the answer is one of its own."""
    answerer = Answerer(databases)
    for criterion in knowledge_base.criteria.values():
        for language, questions in criterion.questions.items():
            for question in questions:
                reply = answerer.answer(Question(text=question, language=language))

                assert reply.language is Language.EN
                assert {match.id for match in reply.matches} <= set(databases.criteria)
                assert isinstance(reply, Unknown) or reply.matches
