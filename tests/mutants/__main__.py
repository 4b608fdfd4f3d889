"""Break the app, a change at a time, and tell whether the tests notice.

    python -m tests.mutants [PATTERN ...]

Each change is made on a copy in a temporary folder. The tests that should notice are asked first,
then all of them: whatever survives that is a hole in the tests. Before anything is broken, the
copy must pass: a test that fails anyway catches nothing.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import click

from tests.mutants.mutant import TOP, Mutant, read

PYTEST = (sys.executable, "-m", "pytest", "-qq", "--exitfirst", "--no-header", "-p", "no:randomly")
# All but the test that the mutants fit their files, which any change fails.
EVERYTHING = "tests e2e --ignore tests/house/test_mutants.py"
PASSED, FAILED = 0, 1  # pytest's exit codes; any other says that it couldn't even try
PATIENCE = 1800  # seconds; whoever breaks something so that the tests never end has noticed too


def copy(folder: Path) -> None:
    """Copy the project as git would have it, new files included."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=TOP, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (TOP / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / name, folder / name)
    (folder / ".venv").symlink_to(TOP / ".venv")


def play(folder: Path, tests: str) -> tuple[int, str]:
    """Run some tests until one fails; return pytest's exit code and what it said last."""
    try:
        done = subprocess.run(
            [*PYTEST, *tests.split()],
            cwd=folder,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return FAILED, f"still running after {PATIENCE} s"
    failures = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    told = failures[-1] if failures else (done.stdout + done.stderr).strip().rpartition("\n")[2]
    return done.returncode, told


def refusals(folder: Path, mutants: list[Mutant]) -> Iterator[str]:
    """Name the tests that don't pass on the untouched copy."""
    for tests in dict.fromkeys(mutant.seen_by for mutant in mutants):
        code, told = play(folder, tests)
        if code != PASSED:
            yield f"pytest {tests}: {told}"


def try_out(folder: Path, mutant: Mutant) -> tuple[bool, str]:
    """Return whether a mutant is caught, and by what."""
    file = folder / mutant.file
    sound = file.read_text("utf-8")
    file.write_text(mutant.applied(sound), "utf-8")
    try:
        code, told = play(folder, mutant.seen_by)
        if code == PASSED:
            code, told = play(folder, EVERYTHING)
        return code == FAILED, told
    finally:
        file.write_text(sound, "utf-8")


@click.command()
@click.argument("patterns", nargs=-1)
def main(patterns: tuple[str, ...]) -> None:
    """Try the mutants whose name or file fits one of the PATTERNS, or all of them."""
    mutants = [
        mutant
        for mutant in read()
        if not patterns
        or any(fnmatch(text, p) for p in patterns for text in (mutant.name, mutant.file))
    ]
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        copy(folder)
        if refused := list(refusals(folder, mutants)):
            raise click.ClickException("Without any change these fail:\n" + "\n".join(refused))
        for mutant in mutants:
            caught, told = try_out(folder, mutant)
            survivors += not caught
            click.echo(f"{'caught  ' if caught else 'SURVIVED'}  {mutant.name}  ({told})")
    click.echo(f"{len(mutants)} mutants, {len(mutants) - survivors} caught, {survivors} survived")
    raise SystemExit(bool(survivors))


if __name__ == "__main__":
    main()
