"""Round numbers along an axis, labelled with exactly the digits they have."""

import math

STEPS = (1, 2, 5, 10)
PLAIN = range(-4, 7)
"""Powers of ten for which a label is written out; others are written like 2e9."""


def ticks(lo: float, hi: float, n: int = 5) -> tuple[list[float], list[str]]:
    """About `n` round values within lo..hi, ascending, and their labels.

    Steps are 1, 2 or 5 times a power of ten. A label is worked from whole numbers, so it has no
    digit that the value has not: 0.3, never 0.30000000000000004; thousands are grouped (1,797).
    Limits that are equal give that one value; limits that are not finite give none.
    """
    if not (math.isfinite(lo) and math.isfinite(hi)) or n < 1:
        return [], []
    lo, hi = min(lo, hi), max(lo, hi)
    if lo == hi:
        return [lo], [number(lo)]
    digit, power = _step(hi / n - lo / n, max(abs(lo), abs(hi)))
    step = digit * 10.0**power if power > -300 else float(f"{digit}e{power}")
    first, last = math.ceil(lo / step - 1e-9), math.floor(hi / step + 1e-9)
    wholes = [i * digit for i in range(first, last + 1)][: 4 * n]
    return [float(f"{w}e{power}") for w in wholes], [_label(w, power) for w in wholes]


def number(value: float, digits: int = 4) -> str:
    """A number in `digits` significant digits without trailing zeros, thousands grouped."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 1e15:
        return typeset(f"{int(value):,}")
    if not 1e-4 <= abs(value) < 1e7:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        return typeset(f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}")
    places = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{places}f}"
    return typeset(text.rstrip("0").rstrip(".") if "." in text else text)


def signed(value: float, places: int = 2) -> str:
    """A difference with its sign and so many decimals: +0.30, −1.25; what rounds to 0 is +0.00.

    What is not finite is a dash.
    """
    if not math.isfinite(value):
        return "–"
    return typeset(f"{round(value, places) + 0.0:+.{places}f}")


def typeset(text: str) -> str:
    """A written number with a minus sign where Python has a hyphen."""
    return text.replace("-", "−")


def _step(raw: float, magnitude: float) -> tuple[int, int]:
    """The smallest step digit x 10^power that is at least `raw` and can be told apart."""
    raw = max(raw, math.ulp(magnitude) * 4, 5e-324)
    power = math.floor(math.log10(raw))
    unit = float(f"1e{power}") or 5e-324
    digit = next((d for d in STEPS if d * unit >= raw * (1 - 1e-9)), 10)
    return (1, power + 1) if digit == 10 else (digit, power)


def _label(whole: int, power: int) -> str:
    if whole == 0:
        return "0"
    sign, size = ("−" if whole < 0 else ""), abs(whole)
    while size % 10 == 0:
        size, power = size // 10, power + 1
    leading = power + len(str(size)) - 1
    if leading not in PLAIN and len(str(size)) < 8:
        text = str(size)
        mantissa = text if len(text) == 1 else f"{text[0]}.{text[1:]}"
        return f"{sign}{mantissa}e{leading}".replace("e-", "e−")
    if power >= 0:
        return f"{sign}{size * 10**power:,}"
    whole_part, fraction = divmod(size, 10**-power)
    return f"{sign}{whole_part:,}.{fraction:0{-power}d}"
