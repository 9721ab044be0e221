"""Who to ask, by field and language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naboskap.advice.queries import advisers_for, shown_advisers
from naboskap.website.advisers.forms import DirectoryForm
from naboskap.website.cache import hold


@login_not_required
@require_safe
def advisers(request: HttpRequest) -> HttpResponse:
    """Show advisers with phone, e-mail, languages and what to ask about; all, or who fits."""
    form = DirectoryForm(request.GET)
    told = form.cleaned_data if form.is_valid() else {}
    everybody = list(shown_advisers())
    fitting = advisers_for(
        everybody,
        theme=told.get("tema", ""),
        language=told.get("sprak", ""),
        place=told.get("sted", ""),
    )
    context = {
        "form": form,
        "advisers": fitting or everybody,
        "is_narrowed": any(told.values()),
        "is_empty": not fitting,
    }
    return hold(render(request, "website/advisers/list.html", context))
