"""The one order in which an application and its case are held: the application first.

The pair begins at its application (it withdraws, it sends again), the office at the case (it puts
it on hold). Were each to hold its own first and then wait for the other's, neither would get on.
An act that changes a case alone holds the case alone.
"""

from naboskap.applications.models import Application
from naboskap.assessments.models import Case
from naboskap.core.locking import locked


def taken(case: Case, *related: str) -> Case:
    """Return a case with its application, both as they are now, and held: in this order."""
    application = locked(Application(pk=case.application_id))
    case = locked(case, *related)
    case.application = application
    return case
