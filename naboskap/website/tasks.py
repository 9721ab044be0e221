"""What the worker does for the pages: bring out and take down what was set to an hour."""

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision


def run_due() -> int:
    """Publish what a second reader said yes to, and take down what is past its time.

    Asked in every round, so within seconds of its minute. The page editor keeps real time. Each
    page is a transaction of its own (``OurPage.publish``): a kill leaves it due.
    """
    now = timezone.now()
    due: int = Revision.objects.filter(approved_go_live_at__lt=now).count()
    past: int = Page.objects.filter(live=True, expire_at__lt=now).count()
    if due or past:
        call_command("publish_scheduled")
    return due + past
