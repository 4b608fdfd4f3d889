"""What a scenario says of itself on the way: its steps, and what it attaches."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.harness import attach, step
from e2e.harness.report import steps
from e2e.harness.report.steps import Notes


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Notes:
    """What a test says that is being played in another run."""
    config = SimpleNamespace(
        getoption=lambda _: "off",
        option=SimpleNamespace(output="left"),
        invocation_params=SimpleNamespace(dir=tmp_path),
    )
    notes = Notes(cast("pytest.Item", SimpleNamespace(config=config, stash={})))
    monkeypatch.setattr(steps, "current", [notes])
    return notes


def test_a_step_in_another_is_a_part_of_it(notes: Notes) -> None:
    @step("Sign in")
    def sign_in() -> None:
        with step("Fill in"):
            pass

    sign_in()
    with step("Look"):
        pass

    assert [(each["title"], len(each["steps"])) for each in notes.steps] == [
        ("Sign in", 1),
        ("Look", 0),
    ]


def test_a_step_that_fails_says_why_and_so_does_the_scenario(notes: Notes) -> None:
    with pytest.raises(KeyError), step("Look"), step("Closer"):
        raise KeyError("ada")

    (look,) = notes.steps
    assert look["error"] == look["steps"][0]["error"] == "KeyError: 'ada'"


def test_what_is_attached_stays_as_it_is(notes: Notes, tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    order.write_text("{}")

    attach("as sent", path=order)
    attach("seen", "Ada")
    attach("shot.png", b"PNG")
    order.write_text("something else")

    by_name = {kept["name"]: kept for kept in notes.attached}
    assert Path(by_name["as sent"]["path"]).read_text() == "{}"
    assert by_name["as sent"]["contentType"] == "application/json"
    assert by_name["seen"] == {"name": "seen", "contentType": "text/plain", "body": "Ada"}
    assert Path(by_name["shot.png"]["path"]).read_bytes() == b"PNG"


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({}, 'give "order" a body or a path, and not both'),
        ({"body": "Ada", "path": "order.json"}, "a body or a path, and not both"),
        ({"path": "nowhere.json"}, 'there is no file nowhere.json to go by the name of "order"'),
    ],
)
def test_a_slip_is_named(arguments: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        attach("order", **arguments)


def test_beside_a_test_there_is_nobody_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "current", [])

    with step("Look"):
        attach("seen", "Ada")
