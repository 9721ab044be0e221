"""Begin from an earlier application: choose it, see what comes along, and begin."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from naboskap.applications.actions import start_from_earlier
from naboskap.applications.draft import Draft
from naboskap.applications.queries import draft_of, earlier_of, stands_alone
from naboskap.core.words import in_language
from naboskap.portal.applications import page
from naboskap.portal.applications.views.home import sizes_of
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import shown_programmes
from naboskap.ui.answers import done

WORDS = {
    "basics": _("Name, field, and whether it is for children"),
    "partner": _("Who your partner is, in words"),
    "texts": _("The texts"),
    "activities": _("What you do together, without days"),
    "participants": _("How many take part"),
}


class ReuseForm(forms.Form):
    parts = forms.MultipleChoiceField(
        label=_("What should come along?"),
        help_text=_("Sums, days, papers and people stay behind: they are new each time."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    where = forms.ChoiceField(
        label=_("What do you apply for now?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    key = forms.SlugField(max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, parts: list[tuple[str, Any]], programmes: list[Programme], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.programmes = {one.slug: one for one in programmes}
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (f"{one.slug}:{size}", f"{in_language(one.name)}: {words}")
            for one in programmes
            for size, words in sizes_of(one)
        ]

    def chosen(self) -> tuple[Programme, str]:
        slug, _colon, size = self.cleaned_data["where"].partition(":")
        return self.programmes[slug], size


@require_GET
def earlier(request: HttpRequest) -> HttpResponse:
    """Show one's own earlier applications, sent or not, to begin from."""
    rows = list(earlier_of(page.writer(request)))
    return render(request, "portal/applications/earlier.html", {"rows": rows})


def reuse(request: HttpRequest, key: str) -> HttpResponse:
    """Show what would come along from one application, and begin the draft."""
    person = page.writer(request)
    source = earlier_of(person).filter(key=key).first()
    if source is None:
        raise Http404
    draft = draft_of(source)
    there = _there(draft)
    programmes = list(shown_programmes())
    form = ReuseForm(
        request.POST or None,
        parts=[(name, WORDS[name]) for name in there],
        programmes=programmes,
        initial={
            "key": uuid4().hex,
            "parts": list(there),
            "where": f"{source.programme.slug}:{source.size}",
        },
    )

    def act() -> Any:
        programme, size = form.chosen()
        return start_from_earlier(
            source,
            programme=programme,
            size=size,
            key=form.cleaned_data["key"],
            parts=form.cleaned_data["parts"],
            by=person,
        )

    if begun := done(request, form, act, beside={"APP-79": "parts", "": "where"}):
        return redirect("portal:draft", key=begun.value.key)
    context = {
        "source": source,
        "form": form,
        "there": there,
        "is_alone": stands_alone(source),
    }
    status = 422 if form.errors else 200
    return render(request, "portal/applications/reuse.html", context, status=status)


def _there(draft: Draft) -> dict[str, list[str]]:
    """Return the parts that hold something, each with the beginnings of what is in it."""
    partner = draft.sides.get("b")
    told = {
        "basics": [draft.title] if draft.title else [],
        "partner": [side.name for side in draft.sides.values() if side.name],
        "texts": [one.text[:80] for one in draft.answers.values() if one.text.strip()],
        "activities": [act.what[:80] for act in draft.activities],
        "participants": [str(draft.participants_in_all)] if draft.participants_in_all else [],
    }
    if partner is None or not partner.is_known:
        told["partner"] = []
    return {name: rows for name, rows in told.items() if rows}
