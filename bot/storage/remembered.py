"""A bounded memory in front of a look-up."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class Remembered(Generic[V]):
    """
    Keeps the values that were asked for last, at most `capacity` of them.

    However many ask for a key at once, it is looked up once; what a look-up raises is raised to
    all of them and not kept. As long as everything fits, nothing is looked up at all: a key
    that is not here has the default.
    """

    def __init__(
        self,
        look_up: Callable[[int], Coroutine[Any, Any, V]],
        *,
        default: Callable[[int], V],
        capacity: int,
    ) -> None:
        self._look_up = look_up
        self._default = default
        self._capacity = capacity
        self._whole = False
        self._values: OrderedDict[int, V] = OrderedDict()
        self._under_way: dict[int, asyncio.Task[V]] = {}

    def __contains__(self, key: int) -> bool:
        return self._whole or key in self._values

    def __len__(self) -> int:
        return len(self._values)

    async def get(self, key: int) -> V:
        """Return the value of *key*, without giving way to anybody if it is known."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        if self._whole:
            return self._default(key)
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._look_up(key))
            task.add_done_callback(lambda done: self._finish(key, done))
        return await asyncio.shield(task)

    def put(self, key: int, value: V) -> None:
        """Remember *value*, also against a look-up that began before it was known."""
        self._under_way.pop(key, None)
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._capacity:
            self._values.popitem(last=False)
            self._whole = False

    def fill(self, values: Mapping[int, V]) -> None:
        """Remember everything that there is; what is known already is newer and stays."""
        self._whole = True
        for key, value in values.items():
            if key not in self._values:
                self.put(key, value)

    def _finish(self, key: int, task: asyncio.Task[V]) -> None:
        failed = task.cancelled() or task.exception() is not None
        if self._under_way.get(key) is not task:
            return
        if failed:
            del self._under_way[key]
        else:
            self.put(key, task.result())
