"""Where the money stands: by pot, and by giver and owner."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.core.permissions import may
from naboskap.core.words import in_language
from naboskap.grants.queries import grants_by_giver
from naboskap.ledger.models import Giver
from naboskap.ledger.queries import Sums, gifts_of, giver_page, givers_with_sums
from naboskap.payments.bank import as_csv, kroner_cell
from naboskap.payments.queries import awaiting_advance, awaiting_rest, prepared
from naboskap.ui.answers import page


def user_of(request: HttpRequest) -> User:
    return cast("SignedInRequest", request).user


def see_money(request: HttpRequest) -> None:
    """Let only those through who may see where the money stands."""
    if not may(user_of(request), "ledger.see_money"):
        raise PermissionDenied


@require_GET
def money(request: HttpRequest) -> HttpResponse:
    """Show every pot: given, granted, paid, returned, left."""
    see_money(request)
    pages = givers_with_sums()
    return page(
        request,
        "office/money/money.html",
        {
            "pages": pages,
            "total": sum((each.total for each in pages), Sums()),
            "is_example": any(each.is_example for each in pages),
            "may_record": may(user_of(request), "ledger.record_gift"),
            "may_see_payments": may(user_of(request), "payments.see_payments"),
            "to_prepare": awaiting_advance().count() + awaiting_rest().count(),
            "to_release": prepared().count(),
        },
    )


@require_GET
def giver(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one giver or owner what came of their money, pot by pot and grant by grant."""
    see_money(request)
    whose = get_object_or_404(Giver, slug=slug)
    return page(
        request,
        "office/money/giver.html",
        {
            "giver": whose,
            "page": giver_page(whose),
            "gifts": gifts_of(whose),
            "sources": grants_by_giver([whose]),
            "may_record": may(user_of(request), "ledger.record_gift"),
        },
    )


@require_GET
def giver_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the same as a list for a spreadsheet. Cases by number: no name of any party."""
    see_money(request)
    whose = get_object_or_404(Giver, slug=slug)
    heads = [
        _("Year"),
        _("For what"),
        _("Case"),
        _("Programme"),
        _("Given"),
        _("Granted"),
        _("Paid"),
        _("Returned"),
        _("Left"),
    ]
    rows: list[list[object]] = [
        [
            each.pot.year,
            in_language(each.pot.name) + (f" ({_('example')})" if each.pot.is_example else ""),
            "",
            "",
            *(
                kroner_cell(sum_)
                for sum_ in (
                    each.sums.given,
                    each.sums.granted,
                    each.sums.paid,
                    each.sums.returned,
                    each.sums.left,
                )
            ),
        ]
        for each in giver_page(whose).pots
    ]
    rows += [
        [
            given.pot.year,
            f"{in_language(given.pot.name)} ({_('letter')} {given.letter}, {given.dated_on})",
            "",
            "",
            kroner_cell(given.amount),
            "",
            "",
            "",
            "",
        ]
        for given in gifts_of(whose)
    ]
    for source in grants_by_giver([whose]):
        case = source.grant.decision.case
        rows.append(
            [
                source.pot.year,
                in_language(source.pot.name),
                case.case_file.number,
                in_language(case.programme.name),
                "",
                kroner_cell(source.amount),
                "",
                "",
                "",
            ]
        )
    return as_list(as_csv(heads, rows), f"{whose.slug}.csv")


def as_list(text: str, name: str) -> HttpResponse:
    """Answer with a list that a spreadsheet opens, letters and all."""
    return HttpResponse(
        "\ufeff" + text,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
