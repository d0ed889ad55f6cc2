"""What colour means in every view of a session."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Color:
    """Colour by a column; `middle` is the meaningful value of a diverging map, if it has one."""

    column: str
    palette: str = ""
    middle: float | None = None
