"""Every key of Node's configuration is understood, or refused with what serves in its place."""

from pathlib import Path

import pytest

from e2e.harness.config.elsewhere import ELSEWHERE
from e2e.harness.config.file import read
from e2e.harness.config.keys import EXPECT, KEYS, PROJECT, WEB_SERVER
from e2e.harness.config.use import FOR_ALL, LAUNCH, USE

# As Playwright 1.65 has them (https://playwright.dev/docs/api/class-testconfig and its siblings).
CONFIG = """
    build captureGitInfo expect failOnFlakyTests forbidOnly fullyParallel globalSetup globalTeardown
    globalTimeout grep grepInvert ignoreSnapshots maxFailures metadata name outputDir preserveOutput
    projects quiet repeatEach reporter reportSlowTests respectGitIgnore retries shard snapshotDir
    snapshotPathTemplate tag testDir testIgnore testMatch timeout tsconfig updateSnapshots
    updateSourceMethod use webServer workers
"""
PROJECTS = """
    dependencies expect fullyParallel grep grepInvert ignoreSnapshots metadata name outputDir
    repeatEach respectGitIgnore retries snapshotDir snapshotPathTemplate teardown testDir testIgnore
    testMatch timeout use workers
"""
OPTIONS = """
    acceptDownloads actionTimeout baseURL browserName bypassCSP channel clientCertificates
    colorScheme connectOptions contextOptions deviceScaleFactor extraHTTPHeaders geolocation
    hasTouch headless httpCredentials ignoreHTTPSErrors isMobile javaScriptEnabled launchOptions
    locale navigationTimeout offline permissions proxy screenshot serviceWorkers storageState
    testIdAttribute timezoneId trace userAgent video viewport
"""
LAUNCHING = """
    args artifactsDir channel chromiumSandbox devtools downloadsPath env executablePath
    firefoxUserPrefs handleSIGHUP handleSIGINT handleSIGTERM headless ignoreDefaultArgs logger proxy
    slowMo timeout tracesDir
"""
SERVERS = """
    command cwd env gracefulShutdown ignoreHTTPSErrors name port reuseExistingServer stderr stdout
    timeout url wait
"""
EXPECTED = "timeout toHaveScreenshot toMatchAriaSnapshot toMatchSnapshot toPass"


@pytest.mark.parametrize(
    ("node", "known"),
    [
        (CONFIG, KEYS),
        (PROJECTS, PROJECT.keys),
        (OPTIONS, USE | FOR_ALL),
        (LAUNCHING, LAUNCH.keys),
        (SERVERS, WEB_SERVER.keys),
        (EXPECTED, EXPECT.keys),
    ],
    ids=["the file", "projects", "use", "launchOptions", "webServer", "expect"],
)
def test_a_key_of_nodes_is_here_or_something_in_its_place(
    node: str, known: dict[str, object]
) -> None:
    assert {*node.split()} - known.keys() - ELSEWHERE.keys() == set()


def test_what_is_here_is_not_refused() -> None:
    everywhere = KEYS.keys() & PROJECT.keys.keys()

    assert not everywhere & ELSEWHERE.keys()


def test_a_refusal_says_what_serves_instead(tmp_path: Path) -> None:
    path = tmp_path / "playwright.config.toml"
    path.write_text("snapshotDir = 'shots'")

    with pytest.raises(pytest.UsageError, match="no snapshotDir: snapshotPathTemplate says where"):
        read(path)
