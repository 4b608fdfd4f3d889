"""What became of each message that somebody was told to expect."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN, LOST, TWICE = "shown once", "lost", "shown twice"
ELSEWHERE, NOBODYS, CUT_SHORT = "on the wrong page", "nobody’s", "cut short"
FAULTS = (LOST, TWICE, ELSEWHERE, NOBODYS)


@dataclass
class Tally:
    """Of all visitors together: how often what happened, and each fault in words."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def report(self, what: str, message: str) -> None:
        self.counts[what] += 1
        if what in FAULTS:
            self.faults.append(f"{what}: {message}")


@dataclass
class Message:
    """One that an answer recorded: for which page, and what it may say."""

    page: str
    texts: tuple[str, ...]


class Ledger:
    """One visitor's messages: those that wait, and those that were shown."""

    def __init__(self, visitor: str, tally: Tally) -> None:
        self._visitor, self._tally = visitor, tally
        self._waiting: list[Message] = []
        self._shown: set[str] = set()

    @property
    def pages(self) -> list[str]:
        """Where messages wait to be shown."""
        return list(dict.fromkeys(message.page for message in self._waiting))

    def record(self, page: str, *texts: str) -> None:
        """Expect one of `texts` on `page`: who asks again without an answer may be told another."""
        self._tally.counts["recorded"] += 1
        self._waiting.append(Message(page, texts))

    def see(self, page: str, banners: Iterable[str]) -> None:
        """Hold the banners of a page, each as often as it counts, against what was expected."""
        for text in banners:
            fits = [message for message in self._waiting if text in message.texts]
            fits.sort(key=lambda message: message.page != page)
            if fits:
                self._waiting.remove(fits[0])
                self._shown.add(text)
                self._report(SHOWN if fits[0].page == page else ELSEWHERE, page, text)
            else:
                self._report(TWICE if text in self._shown else NOBODYS, page, text)

    def cut_short(self, page: str) -> None:
        """Give up what a page was to show whose headers came, and the rest of it didn't.

        Browsers go by the headers, and forget the flashes; no server can know of it.
        """
        for message in [message for message in self._waiting if message.page == page]:
            self._waiting.remove(message)
            self._report(CUT_SHORT, page, message.texts[0])

    def close(self) -> None:
        """Call what still waits lost."""
        for message in self._waiting:
            self._report(LOST, message.page, " / ".join(message.texts))
        self._waiting = []

    def _report(self, what: str, page: str, text: str) -> None:
        self._tally.report(what, f"{self._visitor}, {page}: {text}")
