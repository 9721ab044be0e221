"""Where cases stand: the list, one case, and whose turn it is."""

from naboskap.cases.queries.figures import Figures, figures
from naboskap.cases.queries.listing import (
    PAGE,
    Filters,
    Page,
    Row,
    choices,
    csv_rows,
    for_office,
    matching,
)
from naboskap.cases.queries.seen import readable_by, visible_to
from naboskap.cases.queries.standing import Standing, standing

__all__ = [
    "PAGE",
    "Figures",
    "Filters",
    "Page",
    "Row",
    "Standing",
    "choices",
    "csv_rows",
    "figures",
    "for_office",
    "matching",
    "readable_by",
    "standing",
    "visible_to",
]
