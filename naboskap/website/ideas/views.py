"""I have an idea: no account, no partner, no form to speak of."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from naboskap.accounts.requests import address_of_visitor
from naboskap.advice.actions import origin_of, send_idea
from naboskap.advice.models import Idea
from naboskap.advice.queries import adviser_for
from naboskap.guidelines.vocabulary import THEMES
from naboskap.ui.answers import done
from naboskap.ui.wording import language
from naboskap.website.ideas.forms import IdeaForm
from naboskap.website.stamped import new_stamp

FIELD_OF = {"ADV-1": "text", "ADV-2": "contact", "ADV-3": "text"}


# Nothing is done in anybody's name, so no cookie is asked for; the form bears a mark of its own.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: HttpRequest) -> HttpResponse:
    """Take two sentences and a way to be reached."""
    if request.method == "POST":
        form = IdeaForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            if sent := done(
                request,
                form,
                lambda: send_idea(
                    told["text"],
                    told["contact"],
                    theme=told["theme"],
                    language=language(),
                    key=form.key,
                    origin=origin_of(address_of_visitor(request)),
                    by=request.user,
                ),
                beside=FIELD_OF,
            ):
                return redirect("idea-thanks", key=sent.value.key)
        theme = form.data.get("theme", "")
    else:
        theme = request.GET.get("tema", "")
        theme = theme if theme in THEMES else ""
        form = IdeaForm(initial={"theme": theme, "stamp": new_stamp()})
    context = {"form": form, "adviser": adviser_for(theme, language())}
    return render(request, "website/ideas/idea.html", context)


@never_cache
@login_not_required
@require_safe
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Say who calls, and by when. The words of the idea are not shown again."""
    sent = get_object_or_404(Idea.objects.select_related("adviser__user"), key=key)
    return render(request, "website/ideas/thanks.html", {"idea": sent, "adviser": sent.adviser})
