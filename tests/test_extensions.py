"""The extensions, as far as they are bound in a way of ours."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from flask import Flask


def test_a_request_starts_no_event_loop_of_its_own(app: Flask) -> None:
    async def ask() -> int:
        return app.test_client().get("/healthz").status_code

    with ThreadPoolExecutor() as elsewhere:  # in this thread Playwright's loop may be running
        assert elsewhere.submit(asyncio.run, ask()).result() == 200
