"""Report an error on this page: no account, no cookie, no third party."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from naboskap.accounts.requests import address_of_visitor
from naboskap.advice.actions import origin_of
from naboskap.core.addresses import without_ways_in
from naboskap.ui.answers import done
from naboskap.ui.wording import language
from naboskap.website.faults.actions import tell_fault
from naboskap.website.faults.forms import FaultForm
from naboskap.website.stamped import new_stamp

FIELD_OF = {"WEB-4": "text", "WEB-5": "contact", "WEB-6": "text"}
LONGEST = 200


def page_told_of(path: str) -> str:
    """Return the address of the page that is told of; the front page where it is not ours.

    What lets somebody in, or says whose it is behind sign-in, is masked: editors read the list.
    """
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    if not is_ours:
        return "/"
    return without_ways_in(path.partition("?")[0], for_outsiders=True)[:LONGEST]


# Nothing is done in anybody's name, so no cookie is asked for; the form bears a mark of its own.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Take in what is wrong on the page that one came from."""
    if request.method == "POST":
        form = FaultForm(request.POST)
        path = page_told_of(request.POST.get("side", ""))
        if form.is_valid():
            told = form.cleaned_data
            if done(
                request,
                form,
                lambda: tell_fault(
                    told["text"],
                    path=path,
                    contact=told["contact"],
                    language=language(),
                    key=form.key,
                    origin=origin_of(address_of_visitor(request)),
                    by=request.user,
                ),
                beside=FIELD_OF,
            ):
                return redirect("report-fault-thanks")
    else:
        path = page_told_of(request.GET.get("side", ""))
        form = FaultForm(initial={"side": path, "stamp": new_stamp()})
    return render(request, "website/faults/report.html", {"form": form, "path": path})


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens with it."""
    return render(request, "website/faults/thanks.html")
