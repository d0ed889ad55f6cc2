"""Run named checks, and say which failed and why."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Check = tuple[str, Callable[[], None]]
_HERE = str(Path(__file__).parent)


class ChecksFailed(AssertionError):
    """Some checks failed that should not, or passed that were expected to fail.

    `failures` maps the name of each such check to why.
    """

    def __init__(self, subject: str, total: int, failures: Mapping[str, str]) -> None:
        self.failures = dict(failures)
        lines = [f"{subject}: {len(failures)} of {total} checks failed"]
        lines += [f"  {name}: {why}" for name, why in failures.items()]
        super().__init__("\n".join(lines))


def run_checks(
    subject: str, checks: Sequence[Check], expected_failures: Mapping[str, str] | None = None
) -> None:
    """Run every check; raises `ChecksFailed` with all that went wrong.

    `expected_failures` maps names of checks to why they may fail; one that passes after all is
    reported, so that the list never outlives its reasons.
    """
    expected = dict(expected_failures or {})
    names = [name for name, _ in checks]
    failures = {name: "no check has this name" for name in expected if name not in names}
    for name, check in checks:
        why = _outcome(check)
        if why and name not in expected:
            failures[name] = why
        elif not why and name in expected:
            failures[name] = f"passes now; take it off the expected failures ({expected[name]})"
    if failures:
        raise ChecksFailed(subject, len(checks), failures)


def expect(truth: object, message: str) -> None:
    """Fail the present check with `message` unless `truth` holds."""
    if not truth:
        raise AssertionError(message)


def words(error: BaseException) -> str:
    """`error` in one line, with the place in the author's code it came from."""
    kind = "" if type(error) is AssertionError else f"{type(error).__name__}: "
    text = f"{kind}{' '.join(str(error).split()) or 'no message'}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _HERE not in f.filename]
    if type(error) is AssertionError or not frames:
        return text
    own = [f for f in frames if "site-packages" not in f.filename] or frames
    return f"{text} ({Path(own[-1].filename).name}:{own[-1].lineno})"


def _outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except (Exception, SystemExit) as error:
        return words(error)
    return ""
