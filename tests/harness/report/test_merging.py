"""One report of several, and failures as annotations."""

from pathlib import Path

import pytest

from e2e.harness.__main__ import main
from e2e.harness.report import viewer
from e2e.harness.report.merging import read
from e2e.harness.report.results import new_test, scenario, settle
from tests.harness.stage import Stage

pytest_plugins = ["pytester"]


def write(folder: Path, begin: float, **outcomes: str) -> None:
    """Write a report of a run of ten seconds, each of whose tests has left a picture."""
    tests = []
    for name, outcome in outcomes.items():
        nodeid = f"test_it.py::{name}"
        test = new_test(nodeid, scenario(nodeid, 1))
        picture = folder.parent / f"{folder.name}-{name}.png"
        picture.write_text(f"{name} in {folder.name}")
        kept = {"name": picture.name, "contentType": "image/png", "path": str(picture)}
        test["results"][0] |= {"status": outcome, "attachments": [kept]}
        settle(test)
        tests.append(test)
    viewer.write(folder, {"startTime": begin, "duration": 10, "errors": [folder.name]}, tests)


def test_reports_of_shards_become_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "one", 100, test_a="passed", test_both="failed")
    write(tmp_path / "two", 105, test_b="passed", test_both="passed")
    whole = tmp_path / "whole"

    assert main(["merge-reports", f"{tmp_path}/one", f"{tmp_path}/two", f"--output={whole}"]) == 0

    run, tests = read(whole)
    assert (run["startTime"], run["duration"], run["errors"]) == (100, 15, ["one", "two"])
    assert run["stats"] | {"ok": False} == run["stats"]
    assert {test["title"]: test["outcome"] for test in tests} == {
        "test_a": "expected",
        "test_b": "expected",
        "test_both": "unexpected",
    }
    pictures = [Path(kept["path"]) for test in tests for kept in viewer.attachments(test)]
    assert {path.read_text() for path in pictures} == {
        "test_a in one",
        "test_b in two",
        "test_both in one",
    }
    assert capsys.readouterr().out.startswith("3 tests of 2 reports: ")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nowhere"], "there is no report in nowhere"),
        (["one", "--output=mine"], "mine would be emptied, but it is no report"),
        (["one", "--output=one"], "one is one of the reports: give another, as --output"),
    ],
)
def test_what_can_not_be_merged_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    complaint: str,
) -> None:
    write(tmp_path / "one", 100, test_a="passed")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/index.html").write_text("my own page")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit):
        main(["merge-reports", *arguments])

    assert complaint in capsys.readouterr().err
    assert (tmp_path / "mine/index.html").read_text() == "my own page"


def test_where_the_page_is_not_known_an_older_report_stays(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "old", 100, test_a="passed")
    before = (tmp_path / "old/index.html").read_text()
    monkeypatch.setattr(viewer, "PAGE", tmp_path / "elsewhere")

    with pytest.raises(viewer.UnknownPageError, match="elsewhere"):
        write(tmp_path / "old", 100, test_b="passed")

    assert (tmp_path / "old/index.html").read_text() == before


FAILING = """
    def test_sum():
        assert 1 + 1 == 3, "100%, or\\n not"
"""


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_on_github_failures_are_annotations(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(stage.path.parent))
    stage.write(test_it=FAILING)

    result = stage.play(workers)

    about = f"file={stage.path.name}/test_it.py,line=2,title=test_it.py%3A%3Atest_sum"
    (line,) = [line for line in result.outlines if line.startswith("::error")]
    assert line.startswith(f"::error {about}::AssertionError: 100%25, or%0A   not%0A")


def test_elsewhere_there_are_none(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    stage.write(test_it=FAILING)

    stage.play().stdout.no_fnmatch_line("::error*")
