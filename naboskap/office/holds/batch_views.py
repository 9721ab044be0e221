"""What has been put on hold together: how far it has come, and letting it go on again."""

from typing import Any
from uuid import uuid4

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from naboskap.applications.models import Application
from naboskap.assessments.models import Case, HoldBatch, HoldItem
from naboskap.assessments.queries import disqualified_in
from naboskap.cases.queries import visible_to
from naboskap.core.permissions import may
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import to_come, to_hold_from, version_in_force
from naboskap.office.holds.forms import EndForm
from naboskap.office.holds.views import reader
from naboskap.reports.actions import resume_many
from naboskap.ui.answers import done, page

SHOWN = 20
WAITS, LEFT_OUT = HoldItem.Outcome.WAITS, HoldItem.Outcome.LEFT_OUT


@require_GET
def holds(request: HttpRequest) -> HttpResponse:
    """Show what has been put on hold together, and what of it still is."""
    user = reader(request)
    batches = (
        HoldBatch.objects.filter(act=HoldBatch.Act.HOLD)
        .select_related("version__rulebook", "asked_by")
        .annotate(
            still=Count("holds", filter=Q(holds__ended_at__isnull=True), distinct=True),
            total=Count("items", filter=~Q(items__outcome=LEFT_OUT), distinct=True),
            waiting=Count("items", filter=Q(items__outcome=WAITS), distinct=True),
        )
        .order_by("-pk")[:SHOWN]
    )
    held = visible_to(user).filter(held_at__isnull=False).count()
    current = [
        version
        for version in Version.objects.filter(in_force_from__isnull=False)
        .select_related("rulebook")
        .order_by("rulebook__pk")
        if version_in_force(version.rulebook) == version
    ]
    context = {
        "batches": [(each, each.total - each.waiting) for each in batches],
        "held": held,
        "waiting": HoldItem.objects.filter(outcome=WAITS, batch__act=HoldBatch.Act.HOLD).count(),
        "versions": current,
        "to_come": [(each, to_hold_from(each)) for each in to_come()],
    }
    return page(request, "office/holds/list.html", context)


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far it has come, case by case, and let it go on again."""
    return _batch_page(request, pk, None)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everything go on that was put on hold together and still is."""
    user = reader(request)
    asked = get_object_or_404(HoldBatch, pk=pk, act=HoldBatch.Act.HOLD)
    still = Case.objects.filter(holds__batch=asked, holds__ended_at__isnull=True)
    form = EndForm(request.POST, languages=_languages(still))
    if did := done(
        request,
        form,
        lambda: resume_many(
            asked,
            because=form.cleaned_data["reason"],
            because_across=form.cleaned_data["reason_across"],
            key=form.cleaned_data["key"],
            by=user,
        ),
    ):
        return redirect("office:holds-batch", did.value.pk)
    return _batch_page(request, pk, form)


def _batch_page(request: HttpRequest, pk: int, form: EndForm | None) -> HttpResponse:
    user = reader(request)
    rows = HoldBatch.objects.select_related("version__rulebook", "asked_by", "ends")
    asked = get_object_or_404(rows, pk=pk)
    shut = disqualified_in(user).values("pk")
    items = list(
        asked.items.exclude(case__in=shut).select_related("case__case_file").order_by("pk")
    )
    chosen = [each for each in items if each.outcome != HoldItem.Outcome.LEFT_OUT]
    waiting = sum(each.outcome == HoldItem.Outcome.WAITS for each in chosen)
    still = Case.objects.filter(holds__batch=asked, holds__ended_at__isnull=True)
    context = {
        "batch": asked,
        "items": chosen,
        "left_out": [each for each in items if each.outcome == HoldItem.Outcome.LEFT_OUT],
        "waiting": waiting,
        "done": len(chosen) - waiting,
        "total": len(chosen),
        "unseen": asked.items.count() - len(items) + asked.unseen,
        "still": still.count(),
        "endings": asked.endings.order_by("pk"),
        "form": form
        or EndForm(
            languages=_languages(still),
            initial={"key": uuid4()},
        ),
        "may_resume": may(user, "assessments.hold_cases"),
    }
    status = 422 if form is not None and form.errors else 200
    return page(request, "office/holds/batch.html", context, status=status)


def _languages(cases: Any) -> list[str]:
    applications = Application.objects.filter(pk__in=cases.values("application"))
    codes = applications.filter(seats__side="b").values_list("seats__language", flat=True)
    return sorted(set(codes))
