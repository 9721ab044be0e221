"""Where cases stand: the list, one case, and whose turn it is."""

from naboskap.cases.queries.figures import Figures, figures
from naboskap.cases.queries.handling import FLOOR, Handling, handling, latest_of
from naboskap.cases.queries.holding import Held, hold_now, holds_of
from naboskap.cases.queries.listing import (
    PAGE,
    Choices,
    Exported,
    Filters,
    Page,
    Row,
    choices,
    csv_rows,
    for_office,
    matching,
)
from naboskap.cases.queries.outcomes import Came, came_of
from naboskap.cases.queries.reading import (
    Event,
    Party,
    Rulings,
    came_of_it,
    changing_since,
    complaints_over,
    criteria_of,
    decisions_of,
    events_of,
    find,
    parties_of,
    questions_to,
    rulings_of,
    what_was_sent,
)
from naboskap.cases.queries.seen import readable_by, visible_to
from naboskap.cases.queries.standing import Standing, standing, standing_of_case
from naboskap.cases.queries.waiting import waiting_for

__all__ = [
    "FLOOR",
    "PAGE",
    "Came",
    "Choices",
    "Event",
    "Exported",
    "Figures",
    "Filters",
    "Handling",
    "Held",
    "Page",
    "Party",
    "Row",
    "Rulings",
    "Standing",
    "came_of",
    "came_of_it",
    "changing_since",
    "choices",
    "complaints_over",
    "criteria_of",
    "csv_rows",
    "decisions_of",
    "events_of",
    "figures",
    "find",
    "for_office",
    "handling",
    "hold_now",
    "holds_of",
    "latest_of",
    "matching",
    "parties_of",
    "questions_to",
    "readable_by",
    "rulings_of",
    "standing",
    "standing_of_case",
    "visible_to",
    "waiting_for",
    "what_was_sent",
]
