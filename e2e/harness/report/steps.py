"""What a scenario says of itself on the way: `step` and `attach`, seen in the report."""

from __future__ import annotations

import hashlib
import mimetypes
import re
import shutil
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import BrowserContext

from ..visiting.visitors import CONTEXTS
from .folders import output_folder

Making: TypeAlias = Generator[None, pytest.TestReport, pytest.TestReport]
Step: TypeAlias = dict[str, Any]

FOLDER = "attachments"  # in the output folder


class Notes:
    """What has been said in a phase of a test."""

    def __init__(self, item: pytest.Item) -> None:
        self.item = item
        self.steps: list[Step] = []
        self.open: list[Step] = []  # one in another
        self.attached: list[dict[str, str]] = []


current: list[Notes] = []  # of the test that is being played, if any


@contextmanager
def step(title: str) -> Iterator[None]:
    """Give a part of a scenario a name, in the report and in the trace; also as a decorator."""
    if not current:
        yield
        return
    notes = current[-1]
    begin = time.time()
    said: Step = {"title": title, "start": begin, "duration": 0.0, "steps": [], "error": None}
    (notes.open[-1]["steps"] if notes.open else notes.steps).append(said)
    notes.open.append(said)
    traced = contexts(notes.item)
    for context in traced:
        context.tracing.group(title)
    try:
        yield
    except BaseException as error:
        said["error"] = f"{type(error).__name__}: {error}"
        raise
    finally:
        notes.open.remove(said)
        said["duration"] = time.time() - begin
        for context in set(traced) & set(contexts(notes.item)):
            context.tracing.group_end()


def contexts(item: pytest.Item) -> list[BrowserContext]:
    """Return the contexts that are being traced."""
    if item.config.getoption("--tracing") == "off":
        return []
    opened = item.stash.get(CONTEXTS, [])
    return [each for each in opened if each.browser and each in each.browser.contexts]


def attach(
    name: str,
    body: str | bytes | None = None,
    *,
    path: str | Path | None = None,
    content_type: str | None = None,
) -> None:
    """Put a text, some bytes or a file among what the report shows of the scenario.

    A `ValueError` says what is missing or too much.
    """
    if (body is None) == (path is None):
        raise ValueError(f'attach: give "{name}" a body or a path, and not both')
    if path is not None and not Path(path).is_file():
        raise ValueError(f'attach: there is no file {path} to go by the name of "{name}"')
    if not current:
        return
    kind = content_type or mimetypes.guess_type(str(path or name))[0]
    kept = {"name": name, "contentType": kind or "application/octet-stream"}
    if isinstance(body, str):
        kept |= {"contentType": kind or "text/plain", "body": body}
    else:
        kept["path"] = str(keep(name, body, path))
    current[-1].attached.append(kept)


def keep(name: str, body: bytes | None, path: str | Path | None) -> Path:
    """Copy an attachment to where it stays as it is, whatever becomes of its file."""
    content = body if body is not None else Path(path or "").read_bytes()
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    suffix = Path(path or name).suffix
    stem = re.sub(r"[^\w.-]+", "-", Path(name).stem)
    kept = output_folder(current[-1].item.config) / FOLDER / f"{stem}-{digest[:12]}{suffix}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if body is not None:
        kept.write_bytes(body)
    else:
        shutil.copyfile(path or "", kept)
    return kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    current.append(Notes(item))
    try:
        return (yield)
    finally:
        current.pop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Making:
    """Hand over what was said in a phase; a report's attributes travel to the controller."""
    report = yield
    if current and current[-1].item is item:
        report.steps = current[-1].steps  # type: ignore[attr-defined] # TestReport takes what it's given
        report.attached = current[-1].attached  # type: ignore[attr-defined] # as above
        current[-1] = Notes(item)
    return report
