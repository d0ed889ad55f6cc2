"""A breaker: a model that fails three times in a row is left alone until told to retry."""

from dataclasses import dataclass

from hdvis.errors import ModelError


@dataclass
class Breaker:
    """Counts failures in a row; open, it refuses at once."""

    limit: int = 3
    failures: int = 0
    error: ModelError | None = None

    @property
    def open(self) -> bool:
        """Whether requests are refused."""
        return self.failures >= self.limit

    def check(self, name: str) -> None:
        """Raise `ModelError` with the last error's code while open."""
        if self.open and self.error is not None:
            raise ModelError(
                f"{name}: paused, the last error was: {self.error.message}. Press Retry",
                code=self.error.code,
            )

    def failed(self, error: ModelError) -> None:
        """One more failure."""
        self.failures += 1
        self.error = error

    def trip(self, error: ModelError) -> None:
        """Open at once."""
        self.failures, self.error = self.limit, error

    def succeeded(self) -> None:
        """Start counting afresh."""
        self.failures = 0

    def reset(self) -> None:
        """Close it."""
        self.failures, self.error = 0, None
