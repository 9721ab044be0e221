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
from naboskap.website.receipts.forms import ReceiptForm


# Nothing is done in anybody's name, and nothing is kept: no cookie is asked for.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Answer for a receipt whether it is ours, to whoever asks."""
    sent = request.method == "POST"
    form = ReceiptForm(request.POST, request.FILES) if sent else ReceiptForm()
    checked = done(
        request,
        form,
        lambda: check_receipt(
            number=form.cleaned_data["number"],
            fingerprint=form.cleaned_data["fingerprint"],
            content=form.cleaned_data["file"].read() if form.cleaned_data["file"] else b"",
            who=digest(f"receipt/{address_of_visitor(request)}"),
        ),
    )
    context = {"form": form, "is_checked": checked is not None}
    context["is_genuine"] = bool(checked and checked.value)
    return render(request, "website/receipts/check.html", context)
