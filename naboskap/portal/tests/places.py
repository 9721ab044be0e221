"""Where a draft's pages are, and what a page knows that a person opens."""

from django.urls import reverse

from naboskap.applications.models import Application
from naboskap.portal.applications import page


def at(name, application, **more):
    return reverse(f"portal:{name}", kwargs={"key": application.key, **more})


def seen(application, person):
    return page.DraftPage(Application.objects.get(pk=application.pk), person)


def shown_on(sheet):
    """Return what a browser would send of a short form as it stands, untouched."""
    told = {"sheet": sheet.number, "marks": sheet.marks}
    for part in sheet.all:
        for bound in part:
            value = bound.value()
            told[bound.html_name] = "" if value is None or value is False else str(value)
    return told
