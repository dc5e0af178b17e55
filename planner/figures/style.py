"""One look for every figure: paper, colours, heading, key, foot, and files equal byte for byte.

Lengths are inches from the lower left corner of the page, sizes are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.figures.text import FONT, fitting, plain, shorten, width, wrap
from planner.release import INTERNAL, PUBLIC, stamp
from planner.view import View
from planner.wording import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

EXAMPLE = "_EXEMPEL"
WIDTH, HEIGHT, MARGIN, DPI = 11.69, 8.27, 0.45, 200
STAMP = 0.17  # from the upper edge to the middle of the line that says whom a figure is for
SHOWN = 12  # digits of a run's id, as in the name of its folder
INK, MUTED, RULE, BAND, FRAME = "#1A1A1A", "#595F66", "#D5D8DC", "#F4F5F7", "#FFF6E0"
TODAY, NEW, ROOM, WARN = "#B4BAC2", "#0072B2", "#E9EBEE", "#B34700"
UNDER, OVER = "#0072B2", "#D55E00"
# Okabe and Ito's colours, told apart by readers with any colour vision; the yellow is darkened.
SCENARIOS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#4D4D4D", "#B8A800",
             "#882255", "#332288")

_RC: Any = {  # matplotlib names its keys one by one
    "font.family": [FONT], "font.size": 9, "text.parse_math": False, "text.color": INK,
    "svg.hashsalt": "platsplan", "svg.fonttype": "path", "pdf.compression": 6, "axes.linewidth": 0.6,
    "axes.edgecolor": RULE, "xtick.color": MUTED, "axes.unicode_minus": True,
    "figure.facecolor": "white", "savefig.facecolor": "white",
}


_FORMATS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("png", {"Software": None}, {"pil_kwargs": {"compress_level": 4}}),
    ("svg", {"Date": None, "Creator": None}, {}),
    ("pdf", {"CreationDate": None, "Creator": None, "Producer": None}, {}),
)


@dataclass(frozen=True)
class Drawing:
    """A figure to be made: the stem of its files, its title, and how to build it afresh.

    ``internal``: it is never for everyone, whatever run it is of. ``stamp``: whom it is for, in its corner.
    """

    stem: str
    title: str
    build: Callable[[], Figure]
    internal: bool = False
    stamp: str = ""


@dataclass(frozen=True)
class Sign:
    """One sign of the key: shape is "box", "hatch", "tick", "dot", "ring", "dash" or "" (words alone)."""

    shape: str
    colour: str
    label: str


@dataclass(frozen=True)
class Heading:
    """What stands above and below a figure; ``lead`` says how to read it."""

    title: str
    under: str
    lead: str
    signs: tuple[Sign, ...]
    source: str


@contextmanager
def drawing() -> Iterator[None]:
    """The settings of all figures, independent of the machine's own, for the time of drawing."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_RC)
        yield


def stem(word: str, example: bool) -> str:
    """The beginning of the files' names; ends in _EXEMPEL where values are assumed."""
    return word + (EXAMPLE if example else "")


def heading(view: View, word: str, lead: str, signs: Sequence[Sign], *, internal: bool = False,
            **values: object) -> Heading:
    """The heading of a run's figure; ``word`` names its title in the words file.

    ``internal``: the figure is so for every run, not only where small counts are held.
    """
    title = say(f"figure.{word}", view.language, **values)
    if view.example:
        title = say("figure.example", view.language, title=title)
    if view.internal:
        title = say("figure.internal", view.language, title=title)
    elif internal:
        title = say("figure.internal_always", view.language, title=title)
    source = say("figure.source", view.language, source=view.source_line, run=view.run_id[:SHOWN])
    return Heading(title, f"{view.county} · {view.title}", lead, tuple(signs), source)


class Page:
    """A landscape page with its heading and foot drawn; ``top`` and ``bottom`` bound the rest."""

    def __init__(self, head: Heading, height: float = HEIGHT) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.figure = Figure(figsize=(WIDTH, height))
        FigureCanvasAgg(self.figure)
        self.height = height
        self.left, self.right = MARGIN, WIDTH - MARGIN
        self.top = self._heading(head)
        self.bottom = self._foot(head.source)

    def put(self, x: float, y: float, text: str, size: float = 9, *, color: str = INK,
            ha: str = "left", va: str = "center_baseline", bold: bool = False) -> Text:
        """Write a line at a point of the page."""
        return self.figure.text(x, y, plain(text), fontsize=size, color=color, ha=ha, va=va,
                                fontweight="bold" if bold else "normal",
                                transform=self.figure.dpi_scale_trans)

    def axes(self, left: float, bottom: float, wide: float, high: float) -> Axes:
        """A drawing area without frame or ticks."""
        ax = self.figure.add_axes((left / WIDTH, bottom / self.height, wide / WIDTH, high / self.height))
        ax.set(xticks=[], yticks=[], facecolor="none")
        ax.spines[:].set_visible(False)
        return ax

    def box(self, left: float, bottom: float, wide: float, high: float, colour: str,
            **more: Any) -> None:
        """A filled rectangle behind everything."""
        from matplotlib.patches import Rectangle

        more = {"zorder": -2, "linewidth": 0, **more}
        self.figure.add_artist(Rectangle((left, bottom), wide, high, facecolor=colour,
                                         transform=self.figure.dpi_scale_trans, **more))

    def _heading(self, head: Heading) -> float:
        """Title, scenario, how to read, key; returns where the free part begins."""
        most, y = self.right - self.left, self.height - 0.42
        size = fitting(head.title, 16, most, 11, True)
        self.put(self.left, y, shorten(head.title, size, most, True), size, bold=True)
        self.put(self.left, y - 0.27, shorten(head.under, 10.5, most), 10.5, color=MUTED)
        y -= 0.52
        for line in wrap(head.lead, 9.5, most, 2):
            self.put(self.left, y, line, 9.5)
            y -= 0.2
        return self._key(head.signs, y - 0.03) if head.signs else y

    def _key(self, signs: Sequence[Sign], y: float) -> float:
        """The signs in lines from the left; returns the y below them."""
        x = self.left
        for sign in signs:
            label = shorten(sign.label, 9, 4.5)
            wide = 0.28 * bool(sign.shape) + width(label, 9)
            if x + wide > self.right and x > self.left:
                x, y = self.left, y - 0.2
            self._sign(sign, x, y)
            self.put(x + 0.28 * bool(sign.shape), y, label, 9)
            x += wide + 0.25
        return y - 0.2

    def _sign(self, sign: Sign, x: float, y: float) -> None:
        """Draw one sign of the key with its left edge at x."""
        from matplotlib.lines import Line2D

        if sign.shape == "box":
            self.box(x, y - 0.055, 0.2, 0.11, sign.colour, zorder=2, linewidth=0.5,
                     edgecolor=MUTED if sign.colour == "#FFFFFF" else sign.colour)
        elif sign.shape == "hatch":
            self.box(x, y - 0.055, 0.2, 0.11, "white", zorder=2, linewidth=1, edgecolor=sign.colour,
                     hatch="////")
        elif sign.shape == "dash":
            self.figure.add_artist(Line2D([x, x + 0.22], [y, y], color=sign.colour, linewidth=1.4,
                                          linestyle=(0, (3, 2)), transform=self.figure.dpi_scale_trans))
        elif sign.shape:
            marker, size = {"tick": ("|", 11)}.get(sign.shape, ("o", 7))
            face = "white" if sign.shape == "ring" else sign.colour
            self.figure.add_artist(Line2D(
                [x + 0.1], [y], marker=marker, markersize=size, markeredgecolor=sign.colour,
                markerfacecolor=face, markeredgewidth=2.2 if sign.shape == "tick" else 1.3,
                transform=self.figure.dpi_scale_trans))

    def _foot(self, source: str) -> float:
        """The source line; returns where the free part ends."""
        lines = wrap(source, 7.5, self.right - self.left, 3)
        for index, line in enumerate(reversed(lines)):
            self.put(self.left, 0.25 + 0.14 * index, line, 7.5, color=MUTED)
        return 0.25 + 0.14 * len(lines) + 0.05


def bar(ax: Axes, y: float, start: float, length: float, colour: str, high: float = 0.62) -> None:
    """A horizontal bar around y (a negative length goes to the left); nothing for nothing."""
    from matplotlib.patches import Rectangle

    if length:
        ax.add_artist(Rectangle((start, y - high / 2), length, high, facecolor=colour, linewidth=0))


def save(drawn: Drawing, folder: Path) -> list[Path]:
    """Write a drawing as PNG (200 dpi), SVG and PDF; the same bytes always.

    One figure is written thrice: laying out its text takes as long as writing it.
    """
    made = []
    with drawing():
        figure = stamped(drawn)
        for ending, metadata, more in _FORMATS:
            path = folder / f"{drawn.stem}.{ending}"
            figure.savefig(path, format=ending, dpi=DPI, metadata={"Title": drawn.title, **metadata}, **more)
            made.append(path)
    return made


def stamped(drawn: Drawing) -> Figure:
    """The figure, with whom it is for in its upper right corner where that is told."""
    figure = drawn.build()
    if drawn.stamp:
        figure.text(WIDTH - MARGIN, figure.get_figheight() - STAMP, plain(drawn.stamp), fontsize=7.5,
                    color=WARN if drawn.internal else MUTED, ha="right", va="center_baseline",
                    fontweight="bold", transform=figure.dpi_scale_trans)
    return figure


def marked(drawn: Drawing, internal: bool, language: str) -> Drawing:
    """The drawing with whom it is for in its corner; internal in its file's name too: ``gap_intern``."""
    internal = internal or drawn.internal
    found = replace(drawn, internal=internal, stamp=stamp(INTERNAL if internal else PUBLIC, language))
    if not internal:
        return found
    word, example, rest = drawn.stem.partition(EXAMPLE)
    return replace(found, stem=f"{word}_{say('release_file.internal', language)}{example}{rest}")
