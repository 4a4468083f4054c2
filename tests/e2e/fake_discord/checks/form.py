"""A form body and what is wrong with it, in the shape of Discord's error 50035."""

from typing import Any, NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


class Fault(NamedTuple):
    """One wrong field."""

    path: Path
    code: str
    message: str


class Form:
    """Collect the wrong fields of a body."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def refuse(self, path: Path, code: str, message: str) -> None:
        """Note a wrong field."""
        self.faults.append(Fault(path, code, message))

    def text(
        self, value: Any, path: Path, high: int, *, low: int = 0, required: bool = False
    ) -> int:
        """Check a text's length in characters and return it; `low` 1 also refuses blanks."""
        if value is None:
            if required:
                self.missing(path)
            return 0
        if not isinstance(value, str):
            self.refuse(path, "BASE_TYPE_BAD_TYPE", "Must be a string.")
            return 0
        if low and not value.strip():
            self.missing(path)
        elif not low <= len(value) <= high:
            if low > 0:
                self.refuse(
                    path,
                    "BASE_TYPE_BAD_LENGTH",
                    f"Must be between {low} and {high} in length.",
                )
            else:
                self.refuse(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        return len(value)

    def number(self, value: Any, path: Path, low: int, high: int) -> None:
        """Check that a number, where given, is an integer in a closed range."""
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif not low <= value <= high:
            self.refuse(path, "NUMBER_TYPE_RANGE", f"int value should be between {low} and {high}.")

    def items(self, value: Any, path: Path, high: int, *, low: int = 0) -> list[Any]:
        """Check a list's length and return the list, empty where it is none."""
        if value is None:
            value = []
        if not isinstance(value, list):
            self.refuse(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not low <= len(value) <= high:
            self.refuse(
                path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length."
            )
        return value

    def url(self, value: Any, path: Path, high: int, *, attachments: bool = False) -> None:
        """Check that an address, where given, is http(s) and short enough."""
        if value is None:
            return
        self.text(value, path, high)
        schemes = ("http://", "https://", *(("attachment://",) if attachments else ()))
        text = str(value)
        if not text.startswith(schemes):
            names = ", ".join(repr(scheme.removesuffix("://")) for scheme in schemes)
            self.refuse(
                path,
                "URL_TYPE_INVALID_SCHEME",
                f'Scheme "{text.partition(":")[0]}" is not supported. '
                f"Scheme must be one of ({names}).",
            )
        elif any(c.isspace() for c in text) or not text.partition("://")[2]:
            self.refuse(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")

    def missing(self, path: Path) -> None:
        """Note a required field that is not there."""
        self.refuse(path, "BASE_TYPE_REQUIRED", "This field is required")

    def errors(self) -> dict[str, Any]:
        """Write the wrong fields as the nested object that Discord answers."""
        tree: dict[str, Any] = {}
        for fault in self.faults:
            node = tree
            for step in fault.path:
                node = node.setdefault(str(step), {})
            node.setdefault("_errors", []).append({"code": fault.code, "message": fault.message})
        return tree

    def __str__(self) -> str:
        return "; ".join(f"{'.'.join(map(str, f.path))}: {f.message}" for f in self.faults)
