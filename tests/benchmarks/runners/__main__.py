"""Measure how long twelve scenarios take in pytest, beside Node's runner.

    python -m tests.benchmarks.runners

Both look at the same server through the same browser, one worker each, and take turns. Told are
the medians of the whole command's wall time, and of its ratio to Node's command of that round.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import click

from e2e.harness.visiting import browsers
from tests.benchmarks.servers import serve

HERE = Path(__file__).parent
TOP = HERE.parent.parent.parent
NODE_PACKAGES = TOP / ".venv/node"
ROUNDS = 7
GUNICORN = ("--workers", "1", "--worker-class", "gthread", "--threads", "4")
VIEWPORT = {"width": 1280, "height": 720}
Turn = Callable[[], float]  # plays all twelve, and returns the seconds that took


def pytest_turn(folder: Path, url: str) -> Turn:
    """Set up a project beside the harness, as one that has copied it would."""
    (folder / "e2e").mkdir(parents=True)
    (folder / "e2e/harness").symlink_to(TOP / "e2e/harness")
    (folder / "e2e/__init__.py").touch()
    (folder / "e2e/conftest.py").write_text('pytest_plugins = ["e2e.harness.plugin"]\n')
    shutil.copy(HERE / "twelve.py", folder / "e2e/test_twelve.py")
    (folder / "pyproject.toml").write_text('[tool.pytest]\npythonpath = ["."]\n')
    (folder / "playwright.config.toml").write_text(
        f"[use]\nbaseURL = '{url}'\n"
        "viewport = { width = 1280, height = 720 }\nreducedMotion = 'reduce'\n"
        "[[projects]]\nname = 'desktop'\n"
    )
    return turn([sys.executable, "-m", "pytest", "-q", "e2e"], folder, "12 passed")


def node_turn(folder: Path, url: str) -> Turn:
    found = browsers.find("chromium")
    if found is None:
        raise click.ClickException(browsers.missing("chromium"))
    folder.mkdir()
    (folder / "node_modules").symlink_to(NODE_PACKAGES / "node_modules")
    shutil.copy(HERE / "twelve.js", folder / "twelve.spec.js")
    launch = {"executablePath": found.path} if found.path else {}
    if found.channel:
        launch["channel"] = found.channel
    context = {"viewport": VIEWPORT, "contextOptions": {"reducedMotion": "reduce"}}
    use = {"baseURL": url, "launchOptions": launch, **context}
    settings = {"workers": 1, "reporter": "dot", "use": use}
    (folder / "playwright.config.js").write_text(f"module.exports = {json.dumps(settings)};\n")
    runner = NODE_PACKAGES / "node_modules/@playwright/test/cli.js"
    return turn(["node", str(runner), "test"], folder, "12 passed")


def turn(command: list[str], folder: Path, sign: str) -> Turn:
    # A runner that knows it is in CI does other things than the other.
    environment = {name: value for name, value in os.environ.items() if name != "CI"}

    def play() -> float:
        start = time.perf_counter()
        done = subprocess.run(
            command, cwd=folder, env=environment, check=False, capture_output=True, text=True
        )
        taken = time.perf_counter() - start
        if sign not in done.stdout:
            raise click.ClickException(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
        return taken

    return play


@click.command()
def main() -> None:
    if not (NODE_PACKAGES / "node_modules").is_dir():
        click.echo("\nThere is no npm here, and so no runner of Node's to compare with.")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = {
            "DATABASE_URL": f"sqlite:///{folder / 'users.sqlite3'}",
            "ENVIRONMENT": "production",
            "SECRET_KEY": "anybody may know it",
        }
        with serve("app:create_app()", *GUNICORN, **environ) as server:
            url = f"http://127.0.0.1:{server.port}"
            turns = {"Node": node_turn(folder / "node", url), "pytest": pytest_turn(folder, url)}
            for play in turns.values():
                play()
            rounds = [{name: play() for name, play in turns.items()} for _ in range(ROUNDS)]
    click.echo("\nWall time of 12 scenarios; s, and times Node's\n")
    for name in turns:
        taken = median(times[name] for times in rounds)
        ratio = median(times[name] / times["Node"] for times in rounds)
        click.echo(f"{name:30}{taken:8.1f} {ratio:6.2f}x")


if __name__ == "__main__":
    main()
