"""Why a file is not taken in."""

LOCKED, DAMAGED, COMMENTED, HIDING, EMBEDDING, FETCHING, UNKNOWN, TELLING, HEAVY = REASONS = (
    "locked",
    "damaged",
    "commented",
    "hiding",
    "embedding",
    "fetching",
    "unknown",
    "telling",
    "heavy",
)


class UncleanError(Exception):
    """The file is not taken in; ``why`` is one of the words above."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
