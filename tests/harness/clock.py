"""A clock of the tests' own."""


class Clock:
    """Stands in for the module `time`: it goes on only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds

    sleep = wait
