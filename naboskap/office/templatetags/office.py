"""Small words of the office's own pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from naboskap.office.home.menu import Entry, menu_of
from naboskap.ui.templatetags.ui import own_words

register = template.Library()


@register.filter
def slashless(number: str) -> str:
    """Write a case's number as it stands in addresses: 21/0412 is 21-0412."""
    return number.replace("/", "-")


@register.simple_tag
def case_rows(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Draw the rows of a table of cases, without a template for each of many cells."""
    names = (gettext("Programme"), gettext("Status"), gettext("Turn"), gettext("By"),
             gettext("Applied for"), gettext("With"))  # fmt: skip
    programme, status, turn, by, amount, officer = (
        format_html('<td role="cell" data-label="{}"', name) for name in names
    )
    shut = format_html(" <strong>{}</strong>", gettext("Shut to you: you have an interest."))
    late = gettext("past the date")
    return format_html_join(
        "\n",
        '<tr role="row"><th role="rowheader" scope="row"><a class="ds-link" href="{}">{}</a>'
        "<small>{}{}</small></th>{}>{}</td>{}>{}</td>{}>{}</td>"
        '{} class="nk-nowrap{}">{}{}</td>{} data-num>{}</td>{}>{}</td></tr>',
        (
            (
                each["href"], own_words(each["title"]), each["known_as"],
                shut if each["is_shut"] else "",
                programme, each["programme"],
                status, each["status"],
                turn, format_html("<strong>{}</strong>", each["turn"]) if each["is_yours"]
                else each["turn"],
                by, " nk-late" if each["is_late"] else "", each["due"],
                f", {late}" if each["is_late"] else "",
                amount, each["amount"],
                officer, each["officer"],
            )
            for each in rows
        ),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def office_menu(context: dict[str, Any]) -> list[Entry]:
    """Return the lines of the menu that are open to the person who is signed in."""
    return menu_of(context["request"].user)
