"""What can be set, what makes no sense, and which Flask it needs."""

from collections.abc import MutableMapping
from importlib.metadata import version
from typing import Any

DEFAULTS: dict[str, Any] = {
    "FLASH_LIFETIME": 600,  # seconds an unread flash lives
    "FLASH_GRACE": 10,  # seconds it waits for its own page before any page may show it
    "FLASH_BUDGET": 3072,  # bytes of all flash cookies; servers accept 8 KiB of headers in all
    "FLASH_IN_FRAMES": False,  # whether the app's pages live in a frame
}
LEAST = {"FLASH_LIFETIME": 1, "FLASH_GRACE": 0, "FLASH_BUDGET": 128}
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
OLDEST_FLASK = (2, 3)


def check_settings(config: MutableMapping[str, Any]) -> None:
    """Fill in defaults and read numbers that are text; raise ValueError for what is neither."""
    for name, default in DEFAULTS.items():
        value = config.setdefault(name, default)
        if type(value) is not type(default):
            config[name] = _read_switch(name, value) if default is False else _read(name, value)
        if name in LEAST and config[name] < LEAST[name]:
            raise ValueError(f"{name} is {value!r}: set it to {LEAST[name]} or more.")


def _read(name: str, value: Any) -> float:
    try:
        if isinstance(value, bool):
            raise TypeError
        number = float(value)
        whole = int(number)
    except (TypeError, ValueError, OverflowError):
        unit = "bytes" if name == "FLASH_BUDGET" else "seconds"
        raise ValueError(
            f"{name} is {value!r}: set it to a number of {unit}, {DEFAULTS[name]} say."
        ) from None
    return whole if whole == number or name != "FLASH_GRACE" else number


def _read_switch(name: str, value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in YES + NO:
        raise ValueError(f"{name} is {value!r}: set it to true or false.")
    return text in YES


def check_version() -> None:
    """Raise RuntimeError where Flask is too old."""
    have = version("flask")
    if tuple(int(part) for part in have.split(".")[:2]) < OLDEST_FLASK:
        oldest = ".".join(map(str, OLDEST_FLASK))
        raise RuntimeError(f"Flash Once needs Flask {oldest} or newer; this is Flask {have}.")
