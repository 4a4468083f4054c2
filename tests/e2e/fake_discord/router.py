"""A table of routes, looked up by walking the path's segments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import unquote

from .checks import Form
from .errors import INVALID_FORM, ApiError
from .inspector import Parcel
from .json_types import Json

if TYPE_CHECKING:
    from .backend import Backend


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, parsed."""

    backend: Backend
    method: str
    path: str
    params: dict[str, str]
    query: dict[str, str]
    body: Any
    files: dict[str, bytes]

    def id(self, name: str) -> int:
        """Read an id from the path, or refuse what is no snowflake."""
        text = self.params[name]
        if text.isascii() and text.isdigit():
            return int(text)
        form = Form()
        form.refuse((name,), "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
        raise ApiError(INVALID_FORM, form.errors())

    def flag(self, name: str) -> bool:
        """Read a yes or no from the query."""
        return self.query.get(name, "").lower() in ("1", "true")

    @property
    def where(self) -> str:
        """Name the request in reports."""
        return f"{self.method} {self.path}"

    @property
    def json(self) -> Json:
        """The body as an object, or a refusal."""
        if isinstance(self.body, dict):
            return self.body
        form = Form()
        form.refuse((), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        raise ApiError(INVALID_FORM, form.errors())

    @property
    def parcel(self) -> Parcel:
        """The body as a message."""
        return Parcel(body=self.json, files=self.files, where=self.where)


class Answer(NamedTuple):
    """A status and what goes with it; no body is 204."""

    body: Any = None
    status: int = 200


Handler: TypeAlias = Callable[[Call], Answer]


class Route(NamedTuple):
    """One line of the table; a route with a secret in its path needs no token."""

    method: str
    template: str
    handler: Handler
    needs_token: bool = True


@dataclass(slots=True)
class Node:
    """A segment of the tree of paths."""

    literal: dict[str, Node] = field(default_factory=dict)
    parameter: Node | None = None
    routes: dict[str, tuple[Route, list[str]]] = field(default_factory=dict)


class Router:
    """Find the route of a request."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        node, names = self._root, []
        for segment in route.template.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.parameter = node = node.parameter or Node()
            else:
                node = node.literal.setdefault(segment, Node())
        node.routes[route.method] = (route, names)

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """Find a route and the parameters of its path."""
        node, values = self._root, []
        for segment in path.strip("/").split("/"):
            if segment in node.literal:
                node = node.literal[segment]
            elif node.parameter is not None:
                values.append(unquote(segment))
                node = node.parameter
            else:
                return None
        if method not in node.routes:
            return None
        route, names = node.routes[method]
        return route, dict(zip(names, values, strict=True))
