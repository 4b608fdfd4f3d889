"""Node's keys that aren't here, each with what serves in its place."""

FIXTURE = "a session-scoped fixture does this"
FOR_ALL = "it is one for all projects, so it stands in [use] at the top"
LANGUAGE = "it is about TypeScript"
MARKS = "pytest's -k and -m do this, and the markers only_project and skip_project"
ONE_FOLDER = "there is one for all projects, at the top; testMatch says what of it is a project's"
OWN_ASSERTIONS = "only toHaveScreenshot has settings of its own here"
SIGNALS = "pytest minds the signals, and ends the browsers with itself"
TEMPLATE = "snapshotPathTemplate says where baselines lie"

ELSEWHERE = {
    "artifactsDir": ONE_FOLDER,
    "build": LANGUAGE,
    "captureGitInfo": "JUnit's XML may have it, by record_testsuite_property",
    "contextOptions": "what it holds stands in `use` itself",
    "defaultBrowserType": 'it is called "browserName" here',
    "dependencies": f'{FIXTURE}, once for each worker and project; see "Signing in once" in README',
    "devtools": "PWDEBUG=1 in the environment opens an inspector",
    "failOnFlakyTests": "without `retries`, whatever fails once has failed",
    "forbidOnly": "pytest has no test.only",
    "downloadsPath": ONE_FOLDER,
    "fullyParallel": "pytest-xdist always is; see its --dist",
    "globalSetup": FIXTURE,
    "globalTeardown": f"{FIXTURE}, after its yield",
    "gracefulShutdown": "a command is asked to end by SIGTERM, and has 5 seconds",
    "grep": MARKS,
    "grepInvert": MARKS,
    "logger": "DEBUG=pw:api in the environment has Playwright say what it does",
    "metadata": "JUnit's XML may have it, by record_testsuite_property",
    "name": "a name is a project's",
    "outputDir": ONE_FOLDER,
    "preserveOutput": "trace, screenshot and video say what is kept, and of which scenarios",
    "quiet": "pytest's --quiet and --capture do this",
    "repeatEach": "pytest-repeat does this",
    "reportSlowTests": "pytest's --durations does this",
    "respectGitIgnore": "pytest's norecursedirs and --ignore do this",
    "snapshotDir": TEMPLATE,
    "stderr": "what a command says is kept in the output folder, as web-server.log",
    "stdout": "what a command says is kept in the output folder, as web-server.log",
    "tag": "a pytest mark does this",
    "teardown": f"{FIXTURE}, after its yield",
    "testDir": ONE_FOLDER,
    "toMatchAriaSnapshot": OWN_ASSERTIONS,
    "toMatchSnapshot": OWN_ASSERTIONS,
    "toPass": OWN_ASSERTIONS,
    "tracesDir": ONE_FOLDER,
    "tsconfig": LANGUAGE,
    "updateSnapshots": "it is given by hand: --update-snapshots",
    "updateSourceMethod": "there are no snapshots in a test's source here",
    "wait": "a command is there once its url answers",
    "workers": "there is one number for all projects, at the top",
    "handleSIGHUP": SIGNALS,
    "handleSIGINT": SIGNALS,
    "handleSIGTERM": SIGNALS,
    "headless": FOR_ALL,
    "screenshot": FOR_ALL,
    "testIdAttribute": FOR_ALL,
    "trace": FOR_ALL,
    "video": FOR_ALL,
}
