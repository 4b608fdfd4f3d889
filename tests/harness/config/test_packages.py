"""What all this stands on: where it is missing, old or in the way, a sentence says so."""

import pytest

from e2e.harness.config import packages
from tests.harness.stage import TOP, Stage

pytest_plugins = ["pytester"]


@pytest.mark.parametrize("package", [*packages.NEEDED])
def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    gone, _ = packages.NEEDED[package]
    monkeypatch.setattr(packages, "find_spec", lambda name: None if name == gone else name)

    with pytest.raises(pytest.UsageError, match=f"needs {package}; run: pip install {package}"):
        packages.check_packages()


@pytest.mark.parametrize("package", [*packages.NEEDED])
def test_a_package_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    releases = {package: "0.1"}
    monkeypatch.setattr(packages, "version", lambda name: releases.get(name, "99.9"))

    with pytest.raises(pytest.UsageError, match=rf"needs {package} \S+ or newer, .* isn't 0\.1;"):
        packages.check_packages()


def test_a_playwright_nobody_has_tried_is_said_so(
    monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    options = stage.options()
    assert packages.pytest_report_header(options) == []

    monkeypatch.setattr(packages, "release", lambda _: (2, 0))

    (line,) = packages.pytest_report_header(options)
    assert line.startswith("playwright: tried with 1.65 at most")


def test_pytest_playwright_switched_off_is_said_so(stage: Stage) -> None:
    result = stage.play("-p", "no:playwright")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (line,) = filter(None, result.stderr.lines)
    assert line.startswith("ERROR: e2e.harness plays with the fixtures of pytest-playwright, which")


RIVAL = """
    def pytest_addoption(parser):
        parser.addoption("--update-snapshots", action="store_true")
"""


@pytest.mark.parametrize(
    "order", [["rival", "e2e.harness.plugin"], ["e2e.harness.plugin", "rival"]]
)
def test_an_option_that_two_have_is_named_whoever_is_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, order: list[str]
) -> None:
    stage.pytester.makeconftest("")
    stage.pytester.makepyfile(rival=RIVAL)
    monkeypatch.setenv("PYTHONPATH", str(stage.path), prepend=":")

    result = stage.play_apart(*(word for name in order for word in ("-p", name)))

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (line,) = filter(None, result.stderr.lines)
    assert line.startswith("ERROR: --update-snapshots is an option of the plugin rival already, ")


def test_what_is_loaded_twice_under_two_names_is_said_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stage.path / "twin").symlink_to(TOP / "e2e/harness")
    monkeypatch.setenv("PYTHONPATH", str(stage.path), prepend=":")

    result = stage.play_apart("-p", "twin.plugin")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    (line,) = filter(None, result.stderr.lines)
    assert line.startswith("ERROR: e2e.harness and twin are one plugin, loaded twice: switch one")
