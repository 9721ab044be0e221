"""Lines of the budget, pasted from a spreadsheet: shown first, and added when confirmed."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import ngettext

from naboskap.applications import actions
from naboskap.applications.amounts import product
from naboskap.core.errors import Refusal
from naboskap.guidelines.queries import hour_rates
from naboskap.guidelines.vocabulary import CATEGORIES
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.paste import PasteForm
from naboskap.portal.applications.page import Row, kind_of_cost
from naboskap.portal.applications.pasting import OWN_WORK, Pasted, fold, read
from naboskap.portal.applications.sums import counted
from naboskap.portal.applications.views.answers import show
from naboskap.ui.answers import say_no

SPOKEN = ("nb", "en", "ru")


def paste(request: HttpRequest, key: str) -> HttpResponse:
    """Show what goes where; add what was understood, once, when that is confirmed."""
    mine = page.of(request, key)
    sides = {side: mine.side_name(side) for side in ("a", "b")}
    form = PasteForm(request.POST or None, sides=sides, initial={"side": mine.side or "a"})
    pasted, mark = Pasted(), _mark(request)
    if form.is_valid():
        pasted = _read(form)
        if pasted.words:
            form.add_error("cells", pasted.words)
        elif request.POST.get("act") == "add" and pasted.lines and form.was_shown:
            answer = _add(request, mine, form, pasted, mark)
            if answer is not None:
                return answer
        form.show_columns(pasted)
    lines = [_row(mine, row.line) for row in pasted.lines if row.line]
    return show(request, mine, "paste", form=form, pasted=pasted, lines=lines, mark=mark)


def _mark(request: HttpRequest) -> str:
    """Return the mark of this page, so that its lines are added once however often it is sent."""
    given = str(request.POST.get("mark", ""))
    return given if given.isalnum() and len(given) <= 32 else secrets.token_hex(8)


def _read(form: PasteForm) -> Pasted:
    told = form.cleaned_data
    return read(told["cells"], side=told["side"], columns=form.columns(), kinds=_kinds())


def _kinds() -> dict[str, str]:
    """Return the first word of each kind of cost, in the languages that people write in."""
    found: dict[str, str] = {}
    for spoken in SPOKEN:
        with translation.override(spoken):
            for code, words in CATEGORIES.items():
                first = fold(str(words)).split()[0]
                # "Own" begins much else.
                if code != OWN_WORK and len(first) > 3:
                    found[code] = f"{found.get(code, '')} {first}"
    return found


def _add(
    request: HttpRequest, mine: page.DraftPage, form: PasteForm, pasted: Pasted, mark: str
) -> HttpResponse | None:
    """Add the lines. Rows that were not read come back in the box; None on a refusal."""
    lines = [row.line for row in pasted.lines if row.line]
    try:
        added = actions.add_costs(mine.application, lines, mark=mark, by=mine.user)
    except Refusal as refusal:
        say_no(request, form, refusal)
        return None
    if added:
        text = ngettext("%(number)s line is added.", "%(number)s lines are added.", len(added))
        messages.success(request, text % {"number": len(added)})
    if not pasted.remaining:
        return redirect("portal:money", key=mine.application.key)
    told = {"cells": pasted.remaining, "side": form.cleaned_data["side"]}
    rest = PasteForm(told, sides=form.sides)
    rest.is_valid()
    again = _read(rest)
    rest.show_columns(again)
    mark = secrets.token_hex(8)
    return show(request, mine, "paste", form=rest, pasted=again, lines=[], mark=mark)


def _row(mine: page.DraftPage, line: dict[str, Any]) -> Row:
    """Word a line as it will stand in the budget."""
    told = dict(line)
    if line["category"] == OWN_WORK:
        told["rate"] = hour_rates(mine.version)[line["side"]] if mine.version else None
    quantity = told["hours_hundredths"] or told["quantity_hundredths"]
    amount = told["amount"] or 0
    if quantity is not None and told["rate"] is not None:
        amount = product(quantity, told["rate"])
    kind = kind_of_cost(line["category"])
    return Row(
        None,
        line["text"] or kind,
        line["side"],
        mine.side_name(line["side"]),
        amount,
        kind if line["text"] else "",
        counted(told),
    )
