"""How strips were rated, counted over all of them, as the comparison of the seeds does by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

VERDICTS = ("strong", "little effect", "incoherent")


@dataclass(frozen=True)
class Strip:
    """What makes two strips the same: the axis, where it starts and how far it goes."""

    axis: str
    start: str
    scale: str
    reach: float
    layers: str = ""


@dataclass(frozen=True)
class Ratings:
    """A verdict, an index into `VERDICTS`, for each strip that was rated; a value."""

    verdicts: dict[Strip, int] = field(default_factory=dict)

    def rated(self, strip: Strip, verdict: int) -> Ratings:
        """With a verdict on `strip` that replaces an earlier one, or takes the same one back."""
        others = {known: kept for known, kept in self.verdicts.items() if known != strip}
        if self.verdicts.get(strip) != verdict:
            others[strip] = verdict
        return Ratings(others)

    def counts(self, axis: str = "") -> list[int]:
        """How many strips have each verdict: of one axis, or of all."""
        given = [v for strip, v in self.verdicts.items() if not axis or strip.axis == axis]
        return [given.count(verdict) for verdict in range(len(VERDICTS))]

    def text(self) -> str:
        """ "8 strong, 5 little effect, 7 incoherent of 20 strips", or nothing."""
        counts = self.counts()
        if not sum(counts):
            return ""
        parts = [f"{count} {name}" for count, name in zip(counts, VERDICTS, strict=True)]
        return f"{', '.join(parts)} of {sum(counts)} strip{'s' if sum(counts) != 1 else ''}"

    def csv(self) -> bytes:
        """One line for each strip, and the counts of every axis after them."""
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["axis", "start", "scale", "reach", "layers", "verdict"])
        for strip, verdict in self.verdicts.items():
            about = [strip.axis, strip.start, strip.scale, strip.reach, strip.layers]
            writer.writerow([*about, VERDICTS[verdict]])
        writer.writerow([])
        writer.writerow(["axis", *VERDICTS])
        for axis in dict.fromkeys(strip.axis for strip in self.verdicts):
            writer.writerow([axis, *self.counts(axis)])
        writer.writerow(["all", *self.counts()])
        return out.getvalue().encode("utf-8")
