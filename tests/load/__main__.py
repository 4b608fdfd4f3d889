"""Let visitors loose on the app for a while, kill its workers, and count what became of messages.

    python -m tests.load [--seconds 60] [--visitors 20] [--database sqlite|postgresql]

Exits 1 where a message was lost, or shown twice, or to the wrong page.
"""

# isort: off
import locust  # first: it makes the standard library's waiting gevent's
# isort: on

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import click
import gevent
from gevent.event import Event
from locust.env import Environment
from locust.stats import StatsEntry

from tests import postgresql
from tests.benchmarks.servers import Server, serve
from tests.load.ledger import FAULTS, SHOWN
from tests.load.visitors import Admin, Member, Visitor

BETWEEN = 3  # seconds from one worker's end to the next
HANG_UP = 5  # every fifth time, all workers are replaced, as for a new release
PATIENCE = 60  # seconds for visitors to finish what they are at
MOST_TOLD = 20
NO_LIMIT = "1000000 per minute"


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'load.sqlite3'}"
        return
    if not postgresql.find():
        raise click.ClickException(postgresql.MISSING)
    with postgresql.serving() as cluster:
        yield cluster.create()


def settings(url: str) -> dict[str, str]:
    limits = ("SIGN_IN_LIMIT", "SIGN_IN_LIMIT_BY_ACCOUNT", "SIGN_IN_LIMIT_BY_ADDRESS")
    return {
        "ENVIRONMENT": "development",  # which has the demo's admin
        "SECRET_KEY": "anybody may know it",
        "DATABASE_URL": url,
        "PORT": "0",
        **dict.fromkeys([*limits, "SIGN_UP_LIMIT"], NO_LIMIT),
    }


def disturb(server: Server, seconds: int) -> None:
    """For so long, kill a worker now and then, in the midst of its answers."""
    over, number, counts = Event(), 0, Visitor.tally.counts
    gevent.spawn_later(seconds, over.set)
    while not over.wait(BETWEEN):
        number += 1
        if number % HANG_UP == 0:
            os.kill(server.pid, signal.SIGHUP)
            counts["all replaced"] += 1
        elif workers := server.workers:
            os.kill(workers[number % len(workers)], signal.SIGKILL)
            counts["workers killed"] += 1


def play(server: Server, seconds: int, visitors: int) -> Environment:
    """Return what Locust measured."""
    with urlopen(f"http://127.0.0.1:{server.port}/healthz", timeout=PATIENCE):
        pass  # it is up: nobody's first page counts the start of the server
    environment = Environment(
        user_classes=[Member, Admin],
        host=f"http://127.0.0.1:{server.port}",
        stop_timeout=PATIENCE,
    )
    runner = environment.create_local_runner()
    runner.start(visitors, spawn_rate=visitors)
    disturb(server, seconds)
    runner.stop()
    return environment


def row(entry: StatsEntry) -> str:
    times = [f"{entry.get_response_time_percentile(part) or 0:8.0f}" for part in (0.5, 0.95, 0.99)]
    return f"{entry.name:<14}{entry.num_requests:9}{entry.total_rps:9.1f}{''.join(times)}"


def tell(environment: Environment) -> None:
    entries = sorted(environment.stats.entries.values(), key=lambda entry: entry.name)
    click.echo(f"{'':<14}{'requests':>9}{'a second':>9}{'p50':>8}{'p95':>8}{'p99 ms':>8}")
    for entry in [*entries, environment.stats.total]:
        click.echo(row(entry))
    tally = Visitor.tally
    told = ("recorded", SHOWN, *FAULTS, "cut short")
    click.echo("\nMessages: " + ", ".join(f"{tally.counts[what]} {what}" for what in told))
    others = ("unanswered", "busy", "server errors", "workers killed", "all replaced")
    click.echo("Requests: " + ", ".join(f"{tally.counts[what]} {what}" for what in others))
    for fault in tally.faults[:MOST_TOLD]:
        click.echo(f"  {fault}")


@click.command()
@click.option("--seconds", default=60, type=click.IntRange(min=1))
@click.option("--visitors", default=20, type=click.IntRange(min=1))
@click.option("--database", "kind", default="sqlite", type=click.Choice(["sqlite", "postgresql"]))
def main(seconds: int, visitors: int, kind: str) -> None:
    with TemporaryDirectory() as folder, database(kind, Path(folder)) as url:
        environ = settings(url)
        flask = Path(sys.executable).with_name("flask")
        command = [str(flask), "--app", "app", "seed"]
        subprocess.run(command, env=os.environ | environ, check=True, capture_output=True)
        options = ("--config", "python:app.serving", "--access-logfile", os.devnull)
        with serve("app.serving:load()", *options, **environ) as server:
            environment = play(server, seconds, visitors)
    click.echo(f"{visitors} visitors for {seconds} s on {kind}, Locust {locust.__version__}")
    tell(environment)
    counts = Visitor.tally.counts
    raise SystemExit(bool(sum(counts[what] for what in FAULTS) + counts["server errors"]))


if __name__ == "__main__":
    main()
