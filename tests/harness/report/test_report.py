"""The report of a run, read as a person reads it: in a browser, from the file."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.harness.stage import CONFTEST, INI, PLAIN, TOP

pytestmark = pytest.mark.browser

CONFIG = """
    snapshotPathTemplate = "{arg}{-projectName}{-platform}{ext}"
    reporter = [["html"], ["junit"]]
    workers = 2
    use.trace = "retain-on-failure"
    [[projects]]
    name = "desktop"
    [[projects]]
    name = "dark"
    use.colorScheme = "dark"
    testMatch = "none"
"""

SCENARIOS = """
    import pytest
    from e2e.harness import attach, step

    def test_passing(page): print("said on the way")
    def test_failing(page):
        with step("Go elsewhere"), step("By bus"):
            attach("where", page.url)
            attach("ticket.bin", b"\\0")
            assert page.url == "elsewhere"
    def test_differing(page, expect_screenshot):
        page.set_content("<p style='width: 20px; height: 10px; background: green'>")
        expect_screenshot(page.locator("p"), "p.png")
    @pytest.mark.skip(reason="not today")
    def test_skipped(page): pass
    @pytest.mark.xfail(reason="known", strict=True)
    def test_known(page): assert False
    class TestGroup:
        def test_inside(self): pass
    def test_torn(broken): pass
    def test_parts(subtests):
        with subtests.test("first part"): print("said", "in part")
        with subtests.test("second part", n=2): assert 2 == 3
        with subtests.test(n=3): pytest.skip("not now")
        with subtests.test(): pass

    @pytest.fixture
    def broken():
        yield
        raise ValueError("at the end")
"""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that had something of everything in it."""
    folder = tmp_path_factory.mktemp("played")
    files = {
        "pytest.ini": INI,
        "conftest.py": CONFTEST,
        "playwright.config.toml": CONFIG,
        "test_it.py": SCENARIOS,
    }
    Image.new("RGB", (20, 10), "red").save(folder / f"p-desktop-{sys.platform}.png")
    for name, text in files.items():
        (folder / name).write_text(dedent(text))
    environment = {**os.environ, "PYTHONPATH": str(TOP), "CI": ""}
    command = [sys.executable, "-m", "pytest", *PLAIN]
    subprocess.run(command, cwd=folder, env=environment, check=False)
    return folder


@pytest.fixture(scope="module")
def shown(chromium: Browser, played: Path) -> Iterator[Page]:
    page = chromium.new_page()
    page.goto((played / "playwright-report" / "index.html").as_uri())
    yield page
    page.close()


@pytest.fixture
def report(shown: Page) -> Page:
    """The report's list of tests, whatever was looked at before."""
    shown.get_by_role("link", name="All").click()
    return shown


def opened(report: Page, title: str) -> None:
    report.get_by_role("link", name=title, exact=True).first.click()
    expect(report.locator(".header-title")).to_have_text(title)


def test_all_tests_are_listed_and_counted(report: Page) -> None:
    counts = report.get_by_role("navigation").first

    expect(counts).to_contain_text(re.compile(r"Passed\s*3"))
    expect(counts).to_contain_text(re.compile(r"Failed\s*4"))
    expect(counts).to_contain_text(re.compile(r"Skipped\s*1"))
    for title in ("test_passing", "test_failing", "test_differing", "test_torn", "test_inside"):
        expect(report.get_by_role("link", name=title).first).to_be_visible()


def test_projects_are_named(report: Page) -> None:
    opened(report, "test_failing")

    expect(report.get_by_text("desktop", exact=True)).to_be_visible()


def test_a_failure_shows_its_error_and_its_line(report: Page) -> None:
    opened(report, "test_failing")

    expect(report.get_by_text('assert page.url == "elsewhere"').first).to_be_visible()
    expect(report.get_by_text("test_it.py:6").first).to_be_visible()
    expect(report.get_by_text("Before Hooks")).to_be_visible()


def test_a_scenarios_own_steps_are_shown_and_grouped_in_its_trace(
    report: Page, played: Path
) -> None:
    opened(report, "test_failing")
    report.get_by_text("Scenario", exact=True).click()

    expect(report.get_by_text("Go elsewhere", exact=True)).to_be_visible()
    (trace,) = (played / "test-results").glob("*failing*/trace.zip")
    with ZipFile(trace) as archive:
        assert b'"By bus"' in archive.read("trace.trace")


def test_what_a_scenario_attaches_is_shown(report: Page) -> None:
    opened(report, "test_failing")
    report.get_by_text("where", exact=True).click()

    expect(report.get_by_text("about:blank").first).to_be_visible()
    expect(report.get_by_role("link", name="ticket.bin")).to_be_visible()


def test_a_part_of_a_test_is_a_step_of_its_own_name(report: Page) -> None:
    opened(report, "test_parts")

    expect(report.locator(".step-title-text")).to_have_text(
        [
            "Before Hooks",
            "first part",
            re.compile(r"second part \(n='?2'?\)"),  # pytest quotes again what a worker tells
            re.compile(r"\(n='?3'?\) \(skipped: not now\)"),
            "(<subtest>)",
            "Scenario",
            "After Hooks",
        ]
    )
    expect(report.get_by_text("assert 2 == 3").first).to_be_visible()


def test_what_was_printed_in_a_part_is_attached_under_its_name(report: Page) -> None:
    opened(report, "test_parts")
    report.get_by_text("Captured stdout call: first part").click()

    expect(report.get_by_text("said in part")).to_be_visible()


def test_a_failure_after_a_test_is_a_failure(report: Page) -> None:
    opened(report, "test_torn")

    expect(report.get_by_text("ValueError: at the end").first).to_be_visible()


def test_what_was_printed_is_attached(report: Page) -> None:
    opened(report, "test_passing")
    report.get_by_text("Captured stdout call").click()

    expect(report.get_by_text("said on the way")).to_be_visible()


def test_a_skip_shows_its_reason(report: Page) -> None:
    report.get_by_role("link", name="Skipped").click()
    opened(report, "test_skipped")

    expect(report.get_by_text("not today")).to_be_visible()


def test_a_differing_screenshot_has_the_viewer(report: Page) -> None:
    opened(report, "test_differing")

    expect(report.get_by_role("button", name="Image mismatch: p.png")).to_be_visible()
    for kind in ("Diff", "Actual", "Expected", "Side by side", "Slider"):
        expect(report.get_by_text(kind, exact=True)).to_be_visible()
    for kind in ("diff", "actual", "expected"):
        expect(report.get_by_role("link", name=f"p-{kind}.png")).to_be_visible()


def test_traces_and_pictures_lie_beside_the_page(played: Path) -> None:
    folder = played / "playwright-report"

    assert (folder / "trace" / "index.html").is_file()
    assert {path.suffix for path in (folder / "data").iterdir()} == {".zip", ".png", ".bin"}


def test_a_trace_opens_where_the_report_is_served(chromium: Browser, played: Path) -> None:
    with served(played / "playwright-report") as address:
        page = chromium.new_page()
        page.goto(address)
        page.get_by_role("link", name="View Trace").first.click()

        expect(page.get_by_role("tab", name="Network")).to_be_visible(timeout=20_000)
        page.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    command = [
        sys.executable,
        "-m",
        "e2e.harness",
        "show-report",
        str(folder),
        "--port=0",
        "--no-open",
    ]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[0]
        process.terminate()


def test_junit_has_it_too(played: Path) -> None:
    path = played / "test-results" / "junit.xml"
    suite = ElementTree.parse(path).getroot()[0]  # noqa: S314 - pytest wrote it

    assert suite.attrib["tests"] == "12"  # a part counts as a test here
    assert (suite.attrib["failures"], suite.attrib["errors"]) == ("4", "1")
