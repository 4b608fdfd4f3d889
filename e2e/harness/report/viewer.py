"""Playwright's HTML report, written and shown.

The page ships inside Playwright for Python; the shape of its data is private to it
(`packages/html-reporter/src/types.d.ts` in Playwright's repository), so all that is here.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import sys
import webbrowser
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ..visiting.browsers import DRIVER

PAGE = DRIVER / "lib" / "vite" / "htmlReport"
TRACES = DRIVER / "lib" / "vite" / "traceViewer"
OUTCOMES = ("expected", "unexpected", "flaky", "skipped")
PORT = 9323  # Node's


class UnknownPageError(Exception):
    """The page, or the viewer of traces, isn't where it was in this version of Playwright."""


def write(folder: Path, run: dict[str, Any], tests: list[dict[str, Any]]) -> None:
    """Write the report of a run into a folder, which is emptied first.

    What its page is made of is looked for before that: half a report takes no other's place.
    """
    for part in (PAGE, TRACES):
        if not (part / "index.html").is_file():
            raise UnknownPageError(part)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    traced = [keep(folder, kept) for test in tests for kept in attachments(test)]
    if "trace" in traced:
        shutil.copytree(TRACES, folder / "trace")
    files: dict[str, list[dict[str, Any]]] = {}
    for test in sorted(tests, key=lambda test: bool(test["ok"])):
        files.setdefault(test["location"]["file"], []).append(test)
    summaries = [summary(name, inside) for name, inside in files.items()]
    report = {
        **run,
        "files": sorted(summaries, key=lambda file: not file["stats"]["unexpected"]),
        "stats": counted(tests),
        "projectNames": sorted({test["projectName"] for test in tests}),
        "metadata": {},
        "options": {},
        "machines": [],
    }
    entries = {f"{file_id(name)}.json": whole(name, inside) for name, inside in files.items()}
    page = filled({"report.json": report, **entries})
    (folder / "index.html").write_text(page, encoding="utf-8")


def attachments(test: dict[str, Any]) -> list[dict[str, Any]]:
    return [kept for result in test["results"] for kept in result["attachments"]]


def keep(folder: Path, kept: dict[str, Any]) -> str:
    """Copy an attachment's file beside the page, named by what is in it."""
    if path := kept.get("path"):
        source = Path(path)
        if not source.is_file():
            kept.pop("path")
            kept["body"] = f"{source} is not there any more"
            return str(kept["name"])
        digest = hashlib.sha1(source.read_bytes(), usedforsecurity=False).hexdigest()
        kept["path"] = f"data/{digest}{source.suffix}"
        shutil.copyfile(source, folder / kept["path"])
    return str(kept["name"])


def whole(name: str, tests: list[dict[str, Any]]) -> dict[str, Any]:
    return {"fileId": file_id(name), "fileName": name, "tests": tests}


def summary(name: str, tests: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the list of tests shows of a file; the rest is loaded with a test."""
    short = [
        {**test, "results": [{"attachments": slim(each)} for each in test["results"]]}
        for test in tests
    ]
    return {**whole(name, short), "stats": counted(tests)}


def slim(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [{k: v for k, v in kept.items() if k != "body"} for kept in result["attachments"]]


def counted(tests: list[dict[str, Any]]) -> dict[str, Any]:
    counts = {each: sum(test["outcome"] == each for test in tests) for each in OUTCOMES}
    return {"total": len(tests), **counts, "ok": not counts["unexpected"] + counts["flaky"]}


def file_id(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:20]


def filled(entries: dict[str, Any]) -> str:
    """Return the page with its script, its styles and the run's data inside.

    Inside, because a browser loads no module script from a file beside a file:// page.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, json.dumps(content))
    data = f"data:application/zip;base64,{base64.b64encode(packed.getvalue()).decode()}"
    page = whole_page()
    if "window.playwrightReportBase64" in page:  # as in Playwright 1.53
        told = f'<script>window.playwrightReportBase64 = "{data}"</script>'
    elif 'getElementById("playwrightReportBase64").textContent' in page:  # as in 1.58
        told = f'<script id="playwrightReportBase64" type="application/zip">{data}</script>'
    else:
        told = f'<template id="playwrightReportBase64">{data}</template>'
    head, end, rest = page.rpartition("</body>")
    return f"{head}{told}\n{end}{rest}"


def whole_page() -> str:
    """Return the report's page with its script and its styles inside, as it was up to 1.62."""
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    if not (PAGE / "report.js").is_file():
        return page
    script = (PAGE / "report.js").read_text(encoding="utf-8")
    script = script.replace("</script", r"<\/script").replace("<!--", r"<\!--")
    styles = (PAGE / "report.css").read_text(encoding="utf-8")
    head, body = page.split("</head>")
    lines = [line for line in head.splitlines() if "./report." not in line]
    lines += [f"<style>{styles}</style>", f'<script type="module">{script}</script>', "</head>"]
    return "\n".join(lines) + body


def serve(folder: Path, port: int, *, show: bool) -> None:
    """Serve a report, since its trace viewer doesn't work from a file, until interrupted."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise SystemExit(
            f"port {port} can't be had ({error.strerror}): another report may be shown there; "
            "choose one with --port"
        ) from None
    with server:
        address = f"http://localhost:{server.server_port}/"
        sys.stdout.write(f"{address} (Ctrl+C ends it)\n")
        sys.stdout.flush()
        if show:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
