"""Where each key of a TOML file stands: key path -> line.

The standard parser gives values without lines, so a fault could not be pointed at. This
scanner runs after it, on text known to be valid, and only follows keys and brackets.
A path is a tuple of key parts; an element of an array adds its index.
"""

from __future__ import annotations

from bisect import bisect_right

Path = tuple[str | int, ...]
_BLANK, _BREAK = " \t", " \t\r\n"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "e": "\x1b"}


def key_lines(text: str) -> dict[Path, int]:
    """The line (1 = first) of every key, table and array element in valid TOML text."""
    return _Scanner(text.removeprefix("\ufeff")).scan()


class _Scanner:
    """One pass over the text; ``at`` is the position, ``lines`` what has been found."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Path, int] = {}
        self.rows: dict[Path, int] = {}  # arrays of tables: how many tables so far
        self.breaks = [i for i, char in enumerate(text) if char == "\n"]

    def scan(self) -> dict[Path, int]:
        base: Path = ()
        while self.skip(_BREAK):
            if self.text[self.at] == "[":
                base = self.header()
            else:
                self.pair(base)
        return self.lines

    def peek(self, size: int = 1) -> str:
        return self.text[self.at:self.at + size]

    def skip(self, blanks: str) -> bool:
        """Step over blanks and comments; is there anything left?"""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                self.until("\n")
            elif self.text[self.at] in blanks:
                self.at += 1
            else:
                return True
        return False

    def until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in stops:
            self.at += 1
        return self.text[start:self.at]

    def note(self, path: Path, start: int) -> None:
        """Write down the line of a path and of the tables above it, the first time seen."""
        line = bisect_right(self.breaks, start - 1) + 1
        for size in range(1, len(path) + 1):
            self.lines.setdefault(path[:size], line)

    def header(self) -> Path:
        start = self.at
        double = self.peek(2) == "[["
        self.at += 2 if double else 1
        parts = self.key()
        self.until("]")
        self.at += 2 if double else 1
        base = self.row(parts) if double else self.table(parts)
        self.note(base, start)
        return base

    def table(self, parts: Path) -> Path:
        """The path of a table header: inside an array of tables it means the latest one."""
        path: Path = ()
        for part in parts:
            path += (part,)
            if path in self.rows:
                path += (self.rows[path] - 1,)
        return path

    def row(self, parts: Path) -> Path:
        array = self.table(parts[:-1]) + parts[-1:]
        self.rows[array] = self.rows.get(array, 0) + 1
        return (*array, self.rows[array] - 1)

    def key(self) -> Path:
        """A key with its dots: bare and quoted parts."""
        parts: list[str] = []
        while True:
            self.skip(_BLANK)
            quoted = self.peek() in "\"'"
            parts.append(self.string() if quoted else self.until(" \t.=]\r\n"))
            self.skip(_BLANK)
            if self.peek() != ".":
                return tuple(parts)
            self.at += 1

    def string(self) -> str:
        """A string of any of the four sorts; its text with the simple escapes read."""
        mark = self.peek()
        fence = mark * 3 if self.peek(3) == mark * 3 else mark
        self.at += len(fence)
        found: list[str] = []
        while self.peek(len(fence)) != fence:
            found.append(self.escape() if mark == '"' and self.peek() == "\\" else self.take())
        while len(fence) == 3 and self.peek(4) == mark * 4:  # a quote may stand before the fence
            self.at += 1
        self.at += len(fence)
        return "".join(found)

    def take(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def escape(self) -> str:
        sign = self.text[self.at + 1]
        size = {"x": 2, "u": 4, "U": 8}.get(sign, 0)
        digits = self.text[self.at + 2:self.at + 2 + size]
        self.at += 2 + size
        return chr(int(digits, 16)) if size else _ESCAPES.get(sign, sign)

    def pair(self, base: Path) -> None:
        start = self.at
        path = base + self.key()
        self.note(path, start)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: Path) -> None:
        self.skip(_BLANK)
        if self.peek() in ('"', "'"):
            self.string()
        elif self.peek() == "[":
            self.inside(path, "]")
        elif self.peek() == "{":
            self.inside(path, "}")
        else:
            self.until(",]}#\r\n")

    def inside(self, path: Path, end: str) -> None:
        """The elements of an array or the pairs of an inline table."""
        self.at += 1
        index = 0
        while self.skip(_BREAK + ",") and self.peek() != end:
            if end == "]":
                self.note((*path, index), self.at)
                self.value((*path, index))
                index += 1
            else:
                self.pair(path)
        self.at += 1
