"""What a report says of tests that ended in other ways than their authors had in mind."""

import base64
import io
import json
import re
import zipfile
from types import SimpleNamespace
from typing import Any, cast

import pytest

from e2e.harness.config.project import Project
from e2e.harness.report.report import Report
from e2e.harness.visiting.projects import plain_name
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]


def data(stage: Stage) -> dict[str, Any]:
    """Return what the report's page holds of the run."""
    page = (stage.path / "playwright-report" / "index.html").read_text()
    packed = re.search(r"data:application/zip;base64,([^<]+)", page)
    assert packed
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(packed[1]))) as archive:
        contents = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    whole: dict[str, Any] = contents.pop("report.json")
    whole["tests"] = {test["title"]: test for file in contents.values() for test in file["tests"]}
    return whole


def outcomes(report: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        title: (test["outcome"], test["results"][-1]["status"])
        for title, test in report["tests"].items()
    }


BREAKING = """
    import os, pytest

    def test_fine(): pass
    def test_broken(): {deed}
"""


EXIT = "pytest.exit('enough')"
INTERRUPT = "raise KeyboardInterrupt"


@pytest.mark.parametrize(
    ("deed", "workers"),
    [
        (EXIT, "-n0"),
        (EXIT, "-n1"),
        (INTERRUPT, "-n0"),
        (INTERRUPT, "-n1"),
        ("os._exit(3)", "-n1"),  # in one process nobody would be left to write a report
    ],
)
def test_a_test_that_never_ended_has_not_passed(stage: Stage, deed: str, workers: str) -> None:
    stage.write("reporter = 'html'", test_it=BREAKING.format(deed=deed))

    stage.play(workers)

    report = data(stage)
    assert not report["stats"]["ok"]
    assert outcomes(report)["test_fine"] == ("expected", "passed")
    assert outcomes(report)["test_broken"][0] == "unexpected"
    assert report["errors"] or report["tests"]["test_broken"]["results"][0]["errors"]


ENDINGS = """
    import pytest

    @pytest.mark.xfail(run=False)
    def test_not_tried(): pass
    @pytest.mark.xfail
    def test_known(): assert False
    def test_skipped(): pytest.skip()
    def test_torn(broken): pass
    def test_in_part(subtests):
        with subtests.test(): pytest.skip()
        with subtests.test(): pytest.xfail()
    def test_skipped_after_a_failure(subtests):
        with subtests.test(): assert False
        pytest.skip()
    class TestGroup:
        @pytest.mark.parametrize("n", [1, 2])
        def test_inside(self, n): pass

    @pytest.fixture
    def broken():
        yield
        raise ValueError
"""


def test_other_endings_are_told_apart(stage: Stage) -> None:
    stage.write("reporter = 'html'", test_it=ENDINGS)

    stage.play()

    assert outcomes(data(stage)) == {
        "test_in_part": ("expected", "passed"),
        "test_inside[1]": ("expected", "passed"),
        "test_inside[2]": ("expected", "passed"),
        "test_known": ("expected", "passed"),
        "test_not_tried": ("expected", "passed"),
        "test_skipped": ("skipped", "skipped"),
        "test_skipped_after_a_failure": ("unexpected", "failed"),
        "test_torn": ("unexpected", "failed"),
    }


def told(outcome: str, when: str) -> pytest.TestReport:
    longrepr = "assert False" if outcome != "passed" else None
    words = cast("Any", outcome)  # rerunfailures has one that pytest doesn't know
    return pytest.TestReport(
        "test_it.py::test_it", ("", 1, ""), {}, words, longrepr, cast("Any", when)
    )


@pytest.mark.parametrize(("last", "outcome"), [("passed", "flaky"), ("failed", "unexpected")])
def test_each_try_is_a_result_of_its_own(stage: Stage, last: str, outcome: str) -> None:
    report = Report(stage.options(), stage.path)

    for each in [
        told("passed", "setup"),
        told("rerun", "call"),
        told("passed", "teardown"),
        told("passed", "setup"),
        told(last, "call"),
        told("passed", "teardown"),
    ]:
        report.pytest_runtest_logreport(each)

    (test,) = report.tests.values()
    assert test["outcome"] == outcome
    assert [result["retry"] for result in test["results"]] == [0, 1]
    assert [result["status"] for result in test["results"]] == ["failed", last]
    steps = ["Before Hooks", "Scenario", "After Hooks"]
    assert [[step["title"] for step in each["steps"]] for each in test["results"]] == [steps] * 2


def test_missing_baselines_are_told_in_whatever_phase_they_were_missed(stage: Stage) -> None:
    failed = told("failed", "call")
    failed.sections.append(("Missing baselines", "There was no baseline a.png."))
    report = Report(stage.options(), stage.path)

    for each in [told("passed", "setup"), failed, told("passed", "teardown")]:
        report.pytest_runtest_logreport(each)

    (test,) = report.tests.values()
    ((attached,),) = [result["attachments"] for result in test["results"]]
    assert attached["name"] == "Missing baselines"
    assert attached["body"] == "There was no baseline a.png."


COLOURED = """
    def test_it():
        print("\\x1b[32mgreen\\x1b[0m")
        assert {"ada": 1} == {"ada": 2}
"""


def test_a_terminals_colours_are_left_to_the_terminal(stage: Stage) -> None:
    stage.write("reporter = 'html'", test_it=COLOURED)

    stage.play("--color=yes")

    (result,) = data(stage)["tests"]["test_it"]["results"]
    assert "\x1b" not in json.dumps(result, ensure_ascii=False)
    assert "green" in json.dumps(result)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("test_it[desktop]", "test_it"),
        ("test_it[desktop-1]", "test_it[1]"),
        ("test_it[1-desktop]", "test_it[1]"),
        ("test_it[a-desktop-b]", "test_it[a-b]"),
        ("test_it[a]", "test_it[a]"),
        ("test_it", "test_it"),
    ],
)
def test_a_title_names_no_project(name: str, plain: str) -> None:
    callspec = SimpleNamespace(params={"browser_name": Project("desktop")})

    assert plain_name(cast("pytest.Item", SimpleNamespace(name=name, callspec=callspec))) == plain
