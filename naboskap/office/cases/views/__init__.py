"""The cases: the list, one case, and what is done with it."""

from naboskap.office.cases.views.assessing import (
    advise,
    ask,
    assign,
    begin,
    criterion,
    declare,
    go_on,
    partner,
    reach,
    second_reading,
)
from naboskap.office.cases.views.confirming import confirm
from naboskap.office.cases.views.deciding import complain, complaint, decide, propose, send_back
from naboskap.office.cases.views.listing import cases, cases_csv
from naboskap.office.cases.views.papers import paper, paper_leave, papers
from naboskap.office.cases.views.reading import case, journal, letter

__all__ = [
    "advise",
    "ask",
    "assign",
    "begin",
    "case",
    "cases",
    "cases_csv",
    "complain",
    "complaint",
    "confirm",
    "criterion",
    "decide",
    "declare",
    "go_on",
    "journal",
    "letter",
    "paper",
    "paper_leave",
    "papers",
    "partner",
    "propose",
    "reach",
    "second_reading",
    "send_back",
]
