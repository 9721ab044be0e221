"""Is this receipt genuine? Yes, or not known to us; not a word about anybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from naboskap.accounts.requests import address_of_visitor
from naboskap.applications.codes import digest
from naboskap.cases.actions import check_receipt
from naboskap.ui.answers import done
from naboskap.website.receipts.forms import FileForm, WordsForm


# Nothing is done in anybody's name, and nothing is kept: no cookie is asked for.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Answer for a receipt whether it is ours, to whoever asks."""
    who = digest(f"receipt/{address_of_visitor(request)}")
    asked = {"number", "fingerprint"} & set(request.GET)
    by_words = WordsForm(request.GET if asked and request.method != "POST" else None)
    by_file = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    checked = done(
        request,
        by_words,
        lambda: check_receipt(
            number=by_words.cleaned_data["number"],
            fingerprint=by_words.cleaned_data["fingerprint"],
            who=who,
        ),
    ) or done(
        request,
        by_file,
        lambda: check_receipt(content=by_file.cleaned_data["file"].read(), who=who),
    )
    context = {
        "by_words": by_words,
        "by_file": by_file,
        "is_checked": checked is not None,
        "is_genuine": bool(checked and checked.value),
    }
    return render(request, "website/receipts/check.html", context)
