"""The commands of those who write knowledge: check, show, new, evaluate, schema."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.exits import Exit
from bot.schema import write
from tests.process import run
from tests.small_base import CAFFEINE, SmallBase


def test_check_counts_what_is_fine(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a problem it says how much there is, and its status is 0."""
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ".: 2 criteria, 4 facts, 2 sources: no problem found\n"


def test_check_takes_a_directory(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DIR wins over the setting, which need not even be right."""
    monkeypatch.setenv("KNOWLEDGE_DIR", "nowhere")
    assert main(["check", str(base.root)]) == 0
    assert "no problem found" in capsys.readouterr().out


def test_check_lists_every_problem(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems stand on standard output, all at once, with file, line, path and remedy."""
    base.replace("criteria/choosing.yaml", "[tea-book]", "[nothing]")
    base.replace("frameworks.yaml", '"#228833"', '"green"')
    assert main(["check", "."]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == base.lines()
    assert "frameworks.yaml:3: tea.colour: 'green' is no colour; write" in out
    assert "facts.tea[0].sources[0]: unknown source 'nothing'; " in out
    assert err == ""


@pytest.mark.parametrize("directory", ["nowhere", "knowledge.yaml"])
def test_check_needs_a_directory(
    base: SmallBase, capsys: pytest.CaptureFixture[str], directory: str
) -> None:
    """A directory that is not there is wrong usage."""
    assert main(["check", directory]) == 64
    assert f"there is no directory {directory}" in capsys.readouterr().err


def test_check_lists_stale_facts(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """`--stale` lists old facts with status 1, none with status 0."""
    assert main(["check", "--stale", "9999"]) == 0
    assert capsys.readouterr().out == "0 facts are older than 9999 months\n"
    assert main(["check", "--stale", "0"]) == 1
    assert "2024-05  criteria/caffeine.yaml: facts.tea[0]: A cup" in capsys.readouterr().out


def test_check_looks_links_up(base: SmallBase) -> None:
    """`--links` on a machine without internet says so, with a status of its own."""
    nowhere = "http://127.0.0.1:9"
    done = run("check", ".", "--links", cwd=base.root, HTTPS_PROXY=nowhere, https_proxy=nowhere)
    assert done.returncode == 69
    assert done.stdout.decode().startswith("No address can be reached")
    assert done.stderr == b""


def test_check_returns_what_the_look_up_found(
    base: SmallBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Addresses that do not answer have a status of their own."""
    monkeypatch.setattr("bot.links.check_links", lambda _: (Exit.DEAD_LINKS, "one is dead"))
    assert main(["check", "--links"]) == 4
    assert capsys.readouterr().out == "one is dead\n"


def test_check_lists_confusable_texts(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """`--confusable` counts all texts, and how many are taken for another's."""
    assert main(["check", "--confusable"]) == 0
    assert "texts are taken for another's, 0 are taught twice" in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--links"], ["--stale", "1"], ["--confusable"]])
def test_check_with_more_checks_the_files_first(
    base: SmallBase, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    """Files that are wrong are listed before anything is looked up."""
    base.replace("frameworks.yaml", '"#228833"', '"green"')
    assert main(["check", *more]) == 1
    assert "is no colour" in capsys.readouterr().out


# show, new, evaluate, schema


def test_show_prints_a_criterion(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """A criterion is printed as people will see it, in the language that is wanted."""
    assert main(["show", "caffeine"]) == 0
    assert capsys.readouterr().out.startswith(CAFFEINE)
    assert main(["show", "caffeine", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("咖啡因\n")


def test_show_names_what_there_is(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown id is wrong usage; the known ones are listed."""
    assert main(["show", "milk"]) == 64
    assert capsys.readouterr().err == (
        "there is no criterion 'milk'; there are choosing, caffeine\n"
    )


def test_new_writes_a_stub(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """`new` writes the file and says what to do next."""
    assert main(["new", "milk"]) == 0
    assert (base.root / "criteria/milk.yaml").exists()
    assert "List milk in a group of knowledge.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "what"), [("caffeine", "is there already"), ("Milk", "is no id; use lower-case")]
)
def test_new_refuses(
    base: SmallBase, capsys: pytest.CaptureFixture[str], name: str, what: str
) -> None:
    """An existing file or a bad id is wrong usage."""
    assert main(["new", name]) == 64
    assert what in capsys.readouterr().err


def test_new_needs_a_knowledge_base(base: SmallBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Without knowing what is compared no stub can be written: status 78."""
    base.remove("frameworks.yaml")
    assert main(["new", "milk"]) == 78
    assert "frameworks.yaml:1: cannot be read" in capsys.readouterr().err


@pytest.fixture
def table(base: SmallBase) -> Path:
    """Labelled questions, one of them with a wrong label."""
    path = base.root / "questions.tsv"
    path.write_text(
        "lang\tquestion\texpected\n"
        "en\tcaffeine\tcaffeine\n"
        "zh\tcaffeine\tchoosing|caffeine\n"
        "en\tchoosing\tcaffeine\n"
        "mixed\t???\tnone\n",
        "utf-8",
    )
    return path


def test_evaluate_prints_a_table(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shares are printed for everything and by language; failing rows on request."""
    assert main(["evaluate", str(table)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("all: 4 questions")
    assert "right 2 of 3 66.7 %" in " ".join(out.split())
    assert "\nen: 2 questions" in out
    assert "\nmixed: 1 questions" in out
    assert "wrong\ten" not in out
    assert main(["evaluate", str(table), "--failures"]) == 0
    assert "\n\n4\twrong\ten\tcaffeine\tchoosing\tchoosing\n" in capsys.readouterr().out


def test_evaluate_prints_json(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as one object."""
    assert main(["evaluate", str(table), "--json", "--failures"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["groups"]["all"]["strict_accuracy"]["count"] == 3
    assert [failure["line"] for failure in result["failures"]] == [4]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"lang\tquestion\texpected\nen\tx\tmilk\n", "questions.tsv:2: unknown id 'milk'"),
        (b"lang\tquestion\n", "questions.tsv:1: the header has no column expected"),
        (b"lang\tquestion\texpected\nen\t\xff\tnone\n", "questions.tsv: cannot be read"),
        (None, "questions.tsv: cannot be read"),
    ],
)
def test_evaluate_refuses_a_bad_file(
    table: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, what: str
) -> None:
    """A file that is no set of labelled questions is wrong usage, named with its line."""
    if content is None:
        table.unlink()
    else:
        table.write_bytes(content)
    assert main(["evaluate", str(table)]) == 64
    out, err = capsys.readouterr()
    assert out == ""
    assert what in err


@pytest.mark.parametrize("of", ["criterion", "sources"])
def test_schema_is_printed(capsys: pytest.CaptureFixture[str], of: str) -> None:
    """`schema` prints the schema of a kind of file."""
    assert main(["schema", "--of", of]) == 0
    assert capsys.readouterr().out == write(of) + "\n"
