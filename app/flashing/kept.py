"""What is worked out once for each request, and only if somebody asks."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801  # it is used as `property` is
    """A property worked out once: `cached_property` without the lock it has before 3.12."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.function = function

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> T:
        value = self.function(instance)
        instance.__dict__[self.name] = value  # from now on it is found there
        return value
