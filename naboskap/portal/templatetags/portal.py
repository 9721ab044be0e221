"""What the pages of the applicant's door carry."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from naboskap.advice.contact import dialled, spoken
from naboskap.advice.queries import adviser_for
from naboskap.applications.renderings import is_old, is_read_by
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.wording.sentences.plan import getting_a_number
from naboskap.portal.applications.tongues import only_in as called
from naboskap.portal.applications.tongues import unread_in, words_at
from naboskap.portal.returning import is_kept_for, writer_mark
from naboskap.ui.wording import language

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: template.Context) -> SafeString | str:
    """Mark a form with whoever has it before them, so that a lost session loses no text."""
    user: Any = context["request"].user
    if not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="writer" value="{}">', writer_mark(user))


@register.inclusion_tag("portal/_no_number.html")
def no_number() -> dict[str, Any]:
    """Tell, folded, what an organisation without a number can do."""
    return {"what_to_do": getting_a_number()}


@register.inclusion_tag("portal/applications/_comments.html")
def comments(page: Any, part: str = "", question: str = "") -> dict[str, Any]:
    """Show what an adviser says of this part, or this answer, that is not done. No part: all."""
    return {
        "application": page.application,
        "comments": [
            one
            for one in page.comments
            if one.done_at is None
            and (not part or (one.part == part and one.question == question))
        ],
    }


@register.inclusion_tag("portal/applications/_only_in.html")
def only_in(page: Any, *kinds: str) -> dict[str, Any]:
    """Tell that short texts of these kinds are not in the reader's language; they may add it."""
    found = unread_in(page, set(kinds)) if page.is_open_to_write and not page.reads_only else []
    return {
        "number": len(found),
        "is_alone": page.is_alone,
        "languages": ", ".join(sorted({str(called(one.language)) for one in found})),
        "href": words_at(page, language(), found[0].key) if found else "",
    }


@register.simple_tag
def in_mine(page: Any, key: str, pk: int | None = None, name: str = "text") -> SafeString | str:
    """Show what a short text says in the reader's own language, where it is in another."""
    one = page.short_texts.get(key if pk is None else f"{key}:{pk}:{name}")
    own = language()
    said = one.in_language(own) if one and not is_read_by(own, {one.language}) else None
    if said is None:
        return ""
    old = format_html(" ({})", _("old")) if is_old(said, one.text) else ""
    return format_html('<small lang="{}">{}</small>{}', own, said.text, old)


@register.inclusion_tag("portal/_adviser.html", takes_context=True)
def adviser_here(context: template.Context) -> dict[str, Any]:
    """Show whom to ask on this page: by the theme of its application, else who takes all fields.

    Where the house has no adviser yet, its own phone and e-mail stand there.
    """
    about = context.get("application") or context.get("case")
    adviser = adviser_for(getattr(about, "theme", ""), language())
    house = secretariat()
    phone = adviser.phone if adviser else house.phone
    return {
        "adviser": adviser,
        "languages": spoken(adviser.languages) if adviser else "",
        "phone": phone,
        "link": dialled(phone),
        "answered": house.phone_answered,
        "email": adviser.email if adviser else house.email,
    }


@register.simple_tag(takes_context=True)
def kept_for(context: Any, address: str | None) -> bool:
    """Whether what somebody wrote on the page at ``address`` waits until they have signed in."""
    return is_kept_for(context["request"], address or "")
