"""A report that is to be looked at, and can't be."""

import socket
from pathlib import Path

import pytest

from e2e.harness.__main__ import main
from e2e.harness.report import viewer


def test_a_report_that_is_not_there_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["show-report", str(tmp_path)])

    assert "run pytest with --playwright-report" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.html").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"port {port} can't be had .* --port"):
            main(["show-report", str(tmp_path), f"--port={port}", "--no-open"])


def test_a_report_is_shown_at_nodes_port_where_nobody_names_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(viewer, "ThreadingHTTPServer", refuse)
    (tmp_path / "index.html").touch()

    with pytest.raises(SystemExit, match="port 9323 can't be had"):
        main(["show-report", str(tmp_path), "--no-open"])
