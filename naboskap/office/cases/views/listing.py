"""The list of cases, and the same list as a file."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from naboskap.accounts.requests import SignedInRequest
from naboskap.cases import queries
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import THEMES
from naboskap.office.cases.forms import FilterForm
from naboskap.office.cases.tables import in_few_words, rows_of, status_of, turn_of
from naboskap.office.home.menu import OFFICE
from naboskap.ui.answers import page


def _page_number(request: SignedInRequest) -> int:
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


@require_GET
def cases(request: SignedInRequest) -> HttpResponse:
    """Show the cases that the person sees, the most urgent first."""
    if not request.user.roles & OFFICE:
        raise PermissionDenied
    form = FilterForm(request.GET, choices=queries.choices())
    filters = form.filters(_page_number(request))
    found = queries.for_office(request.user, filters)
    kept = request.GET.copy()
    kept.pop("page", None)
    rows = rows_of(found.rows, reader=request.user.pk)
    return page(
        request,
        "office/cases/list.html",
        {
            "form": form,
            "found": found,
            "rows": rows,
            "kept": f"{kept.urlencode()}&" if kept else "",
            "csv": f"{reverse('office:cases-csv')}?{kept.urlencode()}",
            "may_export": may(request.user, "cases.export_cases"),
        },
        part="rows",
    )


class _Echo:
    """A file that gives back what is written to it: the line goes out, and is not kept."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterable[queries.Exported]) -> Iterator[str]:
    """Yield the file: the words of the list, the same on every reader's screen."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    heads = (
        _("Number"),
        _("Title"),
        _("The parties"),
        _("Programme"),
        _("Theme"),
        _("Status"),
        _("Whose turn"),
        _("By"),
        _("Received"),
        _("Promised by"),
        _("Applied for, NOK"),
        _("Awarded, NOK"),
        _("Case officer"),
    )
    yield "\ufeff" + writer.writerow(heads)
    waiting: list[str] = []
    for each in rows:
        row = each.row
        told = (
            row.number,
            row.title,
            in_few_words(row.parties),
            in_language(row.programme),
            str(THEMES.get(each.theme, each.theme)),
            status_of(row),
            turn_of(row),
            row.due_on or "",
            each.received_on,
            each.promised_by or "",
            _kroner(row.amount_applied_for),
            _kroner(each.awarded),
            row.officer,
        )
        waiting.append(writer.writerow([_safe(value) for value in told]))
        if len(waiting) == 200:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def _kroner(ore: Any) -> str:
    return f"{ore // 100},{ore % 100:02d}" if isinstance(ore, int) else ""


def _safe(value: Any) -> Any:
    """Keep a spreadsheet from reading a text as a formula."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value


@require_GET
def cases_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """Send the whole list as a file, line by line."""
    if not may(request.user, "cases.export_cases"):
        raise PermissionDenied
    form = FilterForm(request.GET, choices=queries.choices())
    rows = queries.csv_rows(request.user, form.filters(1))
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="saker.csv"'
    return answer
