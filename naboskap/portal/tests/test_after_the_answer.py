"""Every seat on every page after the answer: what opens, what acts, and never a bare no."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.middleware import SEEN
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Help
from naboskap.applications.tests.factories import adviser_of_ours, promised
from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import seated
from naboskap.core import clock
from naboskap.decisions.models import Complaint
from naboskap.grants.actions import award
from naboskap.grants.models import Grant
from naboskap.grants.tests.factories import proposed_award
from naboskap.letters import tasks as letters
from naboskap.letters.models import Letter
from naboskap.reports.actions import accept_grant
from naboskap.reports.models import Report
from naboskap.reports.tests.factories import filled, ready

PARTS = ("activities", "participants", "answers", "accounts", "auditor")
SEATS = ("lead", "other_lead", "writer", "reader", "adviser", "stranger")
OPEN, PAST, SHUT, NONE = 200, 302, 403, 404
# What each seat meets, in the order of SEATS. PAST: led on to where they can read.
PAGES = {
    "decision": (OPEN, OPEN, OPEN, OPEN, SHUT, NONE),
    "decision-letter": (OPEN, OPEN, OPEN, OPEN, SHUT, NONE),
    "complain": (OPEN, OPEN, OPEN, SHUT, SHUT, NONE),
    "report": (OPEN, OPEN, OPEN, OPEN, SHUT, NONE),
    "report-read": (OPEN, OPEN, OPEN, OPEN, SHUT, NONE),
    "report-auditor-file": (OPEN, OPEN, OPEN, OPEN, SHUT, NONE),
    **{f"report-{part}": (OPEN, OPEN, OPEN, PAST, SHUT, NONE) for part in PARTS},
    "papers": (OPEN, OPEN, OPEN, OPEN, OPEN, NONE),
    "paper": (OPEN, OPEN, OPEN, PAST, PAST, NONE),
}
# 422: it may, and has not filled in what is asked for.
ACTS = {
    "accept-grant": (PAST, SHUT, SHUT, SHUT, SHUT, NONE),
    "decline-grant": (PAST, SHUT, SHUT, SHUT, SHUT, NONE),
    "complain": (422, 422, 422, SHUT, SHUT, NONE),
    "send-report": (PAST, SHUT, SHUT, SHUT, SHUT, NONE),
    **{f"report-{part}": (422, 422, 422, SHUT, SHUT, NONE) for part in PARTS},
    "paper": (422, 422, 422, PAST, PAST, NONE),
}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with translation.override("nb"):
        yield


@pytest.fixture
def pair(db):
    """A pair with every kind of seat, an accepted grant, and a promised paper."""
    case = ready()
    lead, other_lead, reader = (UserFactory(name=name) for name in ("Lea", "Olga", "Runar"))
    seated(case, lead, "a", is_lead=True)
    seated(case, other_lead, "b", is_lead=True)
    seated(case, reader, "a", may_write=False)
    cast = people(case)
    adviser = adviser_of_ours()
    Help.objects.create(application=case.application, user=adviser, let_in_at=clock.now())
    grant = award(proposed_award(case, cast.officer), by=cast.head)
    report = accept_grant(grant, by=lead)
    paper = promised(case.application)
    letters.run_due()
    return SimpleNamespace(
        case=case,
        report=report,
        officer=cast.officer,
        paper=paper,
        lead=lead,
        other_lead=other_lead,
        writer=cast.partner,
        reader=reader,
        adviser=adviser,
        stranger=cast.stranger,
    )


def browser(user):
    client = Client()
    client.force_login(user)
    session = client.session
    session[SEEN] = True  # The second factor has been shown.
    session.save()
    return client


def at(pair, name):
    more = {"decision-letter": [Letter.objects.first().pk], "paper": [pair.paper.pk]}
    return reverse(f"portal:{name}", args=[pair.case.application.key, *more.get(name, [])])


@pytest.mark.parametrize("name", PAGES)
def test_every_seat_on_every_page(name, pair):
    if name == "report-auditor-file":
        filled(pair.report, pair.writer)
    url = at(pair, name)
    met = tuple(browser(getattr(pair, seat)).get(url).status_code for seat in SEATS)
    assert met == PAGES[name]


@pytest.mark.parametrize("name", ACTS)
def test_every_seat_and_every_act(name, pair):
    url = at(pair, name)
    met = []
    for seat in reversed(SEATS):  # Whoever may do it comes last.
        met.append(browser(getattr(pair, seat)).post(url, {"x": "1"}).status_code)
        if seat == "reader":
            assert Report.objects.get().revision == 0
            assert (Report.objects.get().status, Grant.objects.get().status) == ("due", "accepted")
            assert not Complaint.objects.exists()
    assert tuple(reversed(met)) == ACTS[name]


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
@pytest.mark.parametrize(
    ("seat", "name"), [("reader", "Lea"), ("adviser", "Lea"), ("writer", "Lea")]
)
def test_a_shut_page_says_who_can_open_it(language, seat, name, pair):
    with translation.override(language):
        url = at(pair, "send-report")
        back = at(pair, "decision" if seat != "adviser" else "read")
    answer = browser(getattr(pair, seat)).post(url)
    assert answer.status_code == SHUT
    assert name in text(answer)
    assert back in text(answer)
    # The trail learns of it, as of every act that is denied.
    kept = apps.get_model("audit.Refused").objects.filter(reason="PermissionDenied", path=url)
    assert kept.count() == (0 if seat == "adviser" else 1)


def test_a_reader_reads_the_report_and_writes_nothing_in_it(pair):
    filled(pair.report, pair.writer)
    shown = text(browser(pair.reader).get(at(pair, "report")))
    for words in ("Vannprøver ved elva", "Alle var med.", "Det gikk fint.", "kan Lea la deg"):
        assert words in shown, words
    assert "<textarea" not in shown
    assert at(pair, "send-report") not in shown
    for part in PARTS:
        led = browser(pair.reader).get(at(pair, f"report-{part}"))
        assert led.url == at(pair, "report")


def test_a_reader_is_shown_no_door_that_is_shut(pair):
    shown = text(browser(pair.reader).get(at(pair, "decision")))
    assert at(pair, "complain") not in shown
    assert at(pair, "report") in shown
    assert "Den som skriver for deres side, kan gjøre det." in shown
    papers = text(browser(pair.reader).get(at(pair, "papers")))
    assert at(pair, "paper") not in papers


def test_the_whole_report_is_read_on_one_page_by_who_writes_it_too(pair):
    shown = text(browser(pair.writer).get(at(pair, "report-read")))
    assert at(pair, "report") in shown
    assert "Ikke sagt ennå." in shown
    assert "la deg gjøre det" not in shown
