"""Texts that would lead astray: taught in two places, or taken for another criterion's."""

from dataclasses import replace

import pytest

from bot.confusion import check_confusion, collisions, confusions, taught
from bot.exits import Exit
from knowledge import KnowledgeBase, Language
from knowledge.model import OutOfScope
from tests.tiny_base import criterion, tiny

SERVED = ("serve the model", "put the model on a server", "a server for the model", "REST server")
STEPPED = ("step through the code", "break at a line", "pdb and stepping", "look at a variable")


def _base(*, deployment: tuple[str, ...], debugging: tuple[str, ...]) -> KnowledgeBase:
    return tiny(
        criteria=(
            criterion("deployment", asked_en=deployment),
            criterion("debugging", asked_en=debugging),
        ),
        kinds=(
            OutOfScope(
                id="greeting",
                reply={Language.EN: "Hello!"},
                examples={Language.EN: ("good morning to all", "hello and good morning")},
            ),
        ),
        overview=None,
    )


def test_every_alias_question_and_example_teaches() -> None:
    """Each text is told with whose it is, and where it stands."""
    found = [str(each) for each in taught(_base(deployment=SERVED[:1], debugging=STEPPED[:2]))]

    assert found == [
        "deployment: questions.en[0]: serve the model",
        "debugging: questions.en[0]: step through the code",
        "debugging: questions.en[1]: break at a line",
        "greeting: examples.en[0]: good morning to all",
        "greeting: examples.en[1]: hello and good morning",
    ]


def test_text_of_two_criteria_collides_in_whatever_form() -> None:
    """Case and punctuation make no other text; the same one twice in one place does no harm."""
    base = _base(deployment=(*SERVED, "REST server"), debugging=("Serve the MODEL!", *STEPPED))

    [same] = collisions(taught(base))

    assert [each.owner for each in same] == ["deployment", "debugging"]
    assert check_confusion(base)[0] is Exit.PROBLEMS


def test_text_is_confusing_where_others_teach_otherwise() -> None:
    """A text finds itself always; it is judged by what the other texts teach."""
    base = _base(deployment=SERVED, debugging=(*STEPPED, "look at the model on a REST server"))

    found = [(each.taught.text, each.taught.owner, each.taken_for) for each in confusions(base)]

    assert ("look at the model on a REST server", "debugging", "deployment") in found
    assert "serve the model" not in {text for text, *_ in found}


def test_question_that_reads_like_another_kind_of_message_is_told() -> None:
    """What the kinds take from a criterion counts too."""
    base = _base(deployment=SERVED, debugging=(*STEPPED, "hello and good morning to you all"))

    found = {each.taught.text: each.taken_for for each in confusions(base)}

    assert found["hello and good morning to you all"] == "greeting"


@pytest.mark.parametrize("twice", [False, True])
def test_check_counts_and_tells_by_its_status(twice: bool) -> None:
    """Who is taken for whom is for the writer to weigh; a text taught twice is a problem."""
    base = _base(deployment=SERVED, debugging=(*STEPPED, "look at the model on a REST server"))
    if twice:
        kinds = base.out_of_scope
        more = replace(kinds["greeting"], examples={Language.EN: ("pdb, and stepping",)})
        base = replace(base, out_of_scope={**kinds, "greeting": more})

    status, text = check_confusion(base)

    assert status is (Exit.PROBLEMS if twice else Exit.OK)
    assert "debugging taken for deployment: 1" in text
    assert text.endswith(f"{int(twice)} are taught twice")
