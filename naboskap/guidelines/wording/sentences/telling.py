"""Where each kind's sentences are kept, by the kind's name."""

from collections.abc import Callable

from naboskap.guidelines.wording.reading import Reading, Says

SENTENCES: dict[str, Callable[[Reading], Says]] = {}


def says(function: Callable[[Reading], Says]) -> Callable[[Reading], Says]:
    """Let a function say what was found of the kind that bears its name."""
    SENTENCES[function.__name__] = function
    return function
