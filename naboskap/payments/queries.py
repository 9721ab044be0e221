"""Read instalments and payment lists, for those who may see payments."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Sum

from naboskap.accounts.models import Role, User
from naboskap.applications.papers import Paper
from naboskap.applications.queries import required_and_awaited
from naboskap.grants.models import Grant
from naboskap.grants.statuses import GrantStatus
from naboskap.ledger.models import Account
from naboskap.ledger.queries import of_grants
from naboskap.organisations.models import BankAccount
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.statuses import InstalmentStatus
from naboskap.reports.models import Report
from naboskap.reports.statuses import ReportStatus

SEES_PAYMENTS = frozenset(
    {
        Role.CASE_OFFICER,
        Role.HEAD,
        Role.DEPUTY,
        Role.FINANCE_PREPARER,
        Role.FINANCE_RELEASER,
        Role.AUDITOR,
    }
)


def visible_to(user: User) -> QuerySet[Instalment]:
    """Return the instalments that ``user`` may see: the same answer as ``see_payments``."""
    if not user.roles & SEES_PAYMENTS:
        return Instalment.objects.none()
    return Instalment.objects.select_related(
        "grant__recipient", "grant__decision__case__case_file", "account", "payment_list"
    )


def lists_for(user: User) -> QuerySet[PaymentList]:
    """Return the payment lists that ``user`` may see, newest first."""
    if not user.roles & SEES_PAYMENTS:
        return PaymentList.objects.none()
    return PaymentList.objects.order_by("-number")


def instalments_of(grant: Grant) -> QuerySet[Instalment]:
    """Return a grant's instalments that hold, in the order they were prepared."""
    return (
        Instalment.objects.filter(grant=grant)
        .exclude(status=InstalmentStatus.CANCELLED)
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Money:
    """Where a grant's money stands, in øre."""

    awarded: int
    paid: int
    committed: int  # Accepted and not paid.
    prepared: int  # Of it: on its way out.
    approved: int | None  # What may be kept; None until the report is approved.

    @property
    def rest(self) -> int:
        """What is still to be paid when the report is approved."""
        return max((self.approved or 0) - self.paid, 0)

    @property
    def to_repay(self) -> int:
        return 0 if self.approved is None else max(self.paid - self.approved, 0)


def money_of(grant: Grant) -> Money:
    """Return where a grant's money stands."""
    return moneys_of([grant])[grant.pk]


def moneys_of(grants: Iterable[Grant]) -> dict[int, Money]:
    """Return where the money of several grants stands, by the grant's id, in three statements."""
    grants = list(grants)
    stands = of_grants(grant.key for grant in grants)
    approved = dict(
        Report.objects.filter(grant__in=grants).values_list("grant_id", "amount_approved")
    )
    waiting = dict(
        Instalment.objects.filter(grant__in=grants, status=InstalmentStatus.PREPARED)
        .values_list("grant_id")
        .annotate(Sum("amount"))
    )
    return {
        grant.pk: Money(
            awarded=grant.amount_awarded,
            paid=stands.get((grant.key, Account.PAID), 0),
            committed=stands.get((grant.key, Account.COMMITTED), 0),
            prepared=waiting.get(grant.pk, 0),
            approved=approved.get(grant.pk),
        )
        for grant in grants
    }


def accounts_of(grants: Iterable[Grant]) -> dict[int, BankAccount]:
    """Return the accounts in force of several grants' recipients, by the recipient's id."""
    in_force = BankAccount.objects.filter(
        organisation__in={grant.recipient_id for grant in grants},
        confirmed_at__isnull=False,
        ended_at__isnull=True,
    )
    return {account.organisation_id: account for account in in_force}


def account_of(grant: Grant) -> BankAccount | None:
    """Return the account that the recipient has in force."""
    return accounts_of([grant]).get(grant.recipient_id)


def papers_awaited(grants: Iterable[Grant]) -> dict[int, tuple[Paper, ...]]:
    """Return the papers that the guidelines require, were promised and have not come, by grant.

    Until they have come or are done without, nothing is released (rule PAY-14).
    """
    of = {grant.decision.case.application_id: grant.pk for grant in grants}
    return {of[pk]: papers for pk, papers in required_and_awaited(of).items()}


def _of_kind(kind: str) -> Exists:
    held = Instalment.objects.filter(grant=OuterRef("pk"), kind=kind)
    return Exists(held.exclude(status=InstalmentStatus.CANCELLED))


def awaiting_advance() -> QuerySet[Grant]:
    """Return accepted grants that no advance is prepared for, and no report approved.

    None that is on hold: nothing is paid of it.
    """
    done = Report.objects.filter(grant=OuterRef("pk"), status=ReportStatus.APPROVED)
    return (
        Grant.objects.filter(status=GrantStatus.ACCEPTED, advance_percent__gt=0)
        .filter(decision__case__held_at__isnull=True)
        .exclude(_of_kind(Instalment.Kind.ADVANCE))
        .exclude(Exists(done))
        .select_related("recipient", "decision__case__case_file")
        .order_by("answered_at", "pk")
    )


def awaiting_rest() -> QuerySet[Grant]:
    """Return accepted grants whose report is approved, and that are not closed."""
    done = Report.objects.filter(grant=OuterRef("pk"), status=ReportStatus.APPROVED)
    return (
        Grant.objects.filter(Exists(done), status=GrantStatus.ACCEPTED)
        .exclude(_of_kind(Instalment.Kind.FINAL))
        .select_related("recipient", "decision__case__case_file")
        .order_by("answered_at", "pk")
    )


def prepared() -> QuerySet[Instalment]:
    """Return the payments that wait for their release, oldest first; none that is on hold."""
    return (
        Instalment.objects.filter(status=InstalmentStatus.PREPARED)
        .filter(grant__decision__case__held_at__isnull=True)
        .select_related("grant__recipient", "grant__decision__case__case_file", "account")
        .order_by("prepared_at", "pk")
    )


def prepared_on_hold() -> QuerySet[Instalment]:
    """Return the prepared payments that stand still with their case, oldest first."""
    return (
        Instalment.objects.filter(status=InstalmentStatus.PREPARED)
        .filter(grant__decision__case__held_at__isnull=False)
        .select_related("grant__decision__case__case_file")
        .order_by("prepared_at", "pk")
    )


def closable() -> QuerySet[Grant]:
    """Return accepted grants with an approved report and nothing on its way out."""
    done = Report.objects.filter(grant=OuterRef("pk"), status=ReportStatus.APPROVED)
    on_its_way = Instalment.objects.filter(grant=OuterRef("pk"), status=InstalmentStatus.PREPARED)
    return (
        Grant.objects.filter(Exists(done), status=GrantStatus.ACCEPTED)
        .exclude(Exists(on_its_way))
        .order_by("pk")
    )
