"""Small words of the office's own pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from naboskap.office.home.menu import Entry, menu_of
from naboskap.ui.templatetags.ui import drawn, own_words

register = template.Library()

# A row of the table of cases, but for the names of its columns: these come first.
_ROW = (
    '<tr role="row"><th role="rowheader" scope="row"><a class="ds-link" href="{{}}">{{}}</a>'
    '<small>{{}}{{}}</small></th><td role="cell" data-label="{}">{{}}</td>'
    '<td role="cell" data-label="{}">{{}}</td><td role="cell" data-label="{}">{{}}</td>'
    '<td role="cell" data-label="{}" class="nk-nowrap{{}}">{{}}{{}}</td>'
    '<td role="cell" data-label="{}" data-num>{{}}</td><td role="cell" data-label="{}">{{}}</td>'
    "</tr>"
)


@register.filter
def slashless(number: str) -> str:
    """Write a case's number as it stands in addresses: 21/0412 is 21-0412."""
    return number.replace("/", "-")


@register.simple_tag
def case_rows(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Draw the rows of a table of cases, without a template for each of many cells."""
    names = (gettext("Programme"), gettext("Status"), gettext("Turn"), gettext("By"),
             gettext("Applied for"), gettext("Case officer"))  # fmt: skip
    # The names of the columns stand in every row: they are put in once.
    row = _ROW.format(*(escape(name).replace("{", "{{").replace("}", "}}") for name in names))
    shut = format_html(" <strong>{}</strong>", gettext("Shut to you: you have an interest."))
    late = gettext("past the date")
    return drawn(
        "\n",
        row,
        (
            (
                each["href"], own_words(each["title"]), each["known_as"],
                shut if each["is_shut"] else "",
                each["programme"],
                each["status"],
                format_html("<strong>{}</strong>", each["turn"]) if each["is_yours"]
                else each["turn"],
                " nk-late" if each["is_late"] else "", each["due"],
                f", {late}" if each["is_late"] else "",
                each["amount"],
                each["officer"],
            )
            for each in rows
        ),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def office_menu(context: dict[str, Any]) -> list[Entry]:
    """Return the lines of the menu that are open to the person who is signed in."""
    return menu_of(context["request"].user)
