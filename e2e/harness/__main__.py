"""What is there beside pytest's own command: browsers to get, and a report to look at."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import PACKAGE
from .config.options import REPORT_FOLDER
from .report import merging, viewer
from .report.folders import is_replaceable
from .visiting import browsers


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog=f"python -m {PACKAGE}", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_browsers(commands)
    add_report(commands)
    chosen = parser.parse_args(arguments)
    ending: int = chosen.run(chosen)
    return ending


def add_browsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    names = [*browsers.ENGINES, browsers.SHELL]
    listing = commands.add_parser("browsers", help="say which browsers there are")
    listing.set_defaults(run=list_browsers)
    adding = commands.add_parser("install", help="get browsers that are missing")
    adding.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*names, "all"]))
    adding.set_defaults(run=install, parser=adding)


def add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    showing = commands.add_parser("show-report", help="serve a report, and open it")
    showing.add_argument("folder", nargs="?", type=Path, default=Path(REPORT_FOLDER))
    showing.add_argument("--port", type=int, default=viewer.PORT)
    showing.add_argument("--no-open", action="store_true", help="only say where it is")
    showing.set_defaults(run=show_report, parser=showing)
    joining = commands.add_parser("merge-reports", help="make one report of several shards'")
    joining.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    joining.add_argument("--output", type=Path, default=Path(REPORT_FOLDER), metavar="FOLDER")
    joining.set_defaults(run=merge_reports, parser=joining)


def list_browsers(_: argparse.Namespace) -> int:
    for engine in browsers.ENGINES:
        browsers.say(f"{engine:10} {browsers.find(engine) or 'not installed'}")
    return 0


def install(chosen: argparse.Namespace) -> int:
    """Get browsers; 1 where one can't be had."""
    names = [*browsers.ENGINES, browsers.SHELL]
    if unknown := set(chosen.names) - {*names, "all"}:
        chosen.parser.error(f"no such browser: {', '.join(sorted(unknown))} (there are {names})")
    lacking = browsers.install_all(names if "all" in chosen.names else chosen.names)
    for name in lacking:
        browsers.say(
            f"{name} could not be had: Playwright's download didn't work, and"
            " there is no Debian package of it (or no apt-get, or no right to use it)."
        )
    return bool(lacking)


def show_report(chosen: argparse.Namespace) -> int:
    if not (chosen.folder / "index.html").exists():
        hint = "run pytest with --playwright-report"
        chosen.parser.error(f"there is no report in {chosen.folder}; {hint}")
    viewer.serve(chosen.folder, chosen.port, show=not chosen.no_open)
    return 0


def merge_reports(chosen: argparse.Namespace) -> int:
    if not is_replaceable(chosen.output):
        chosen.parser.error(f"{chosen.output} would be emptied, but it is no report")
    if chosen.output.resolve() in {folder.resolve() for folder in chosen.folders}:
        chosen.parser.error(f"{chosen.output} is one of the reports: give another, as --output")
    try:
        count = merging.merge(chosen.folders, chosen.output)
    except ValueError as error:
        chosen.parser.error(str(error))
    browsers.say(f"{count} tests of {len(chosen.folders)} reports: {chosen.output / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
