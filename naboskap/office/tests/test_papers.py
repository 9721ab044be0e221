"""A promised paper in the office: seen on the case, given another day, and holding up money."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from naboskap.applications.models import Attachment, Snapshot
from naboskap.applications.tests.factories import promised
from naboskap.assessments.models import Case, PaperLeave
from naboskap.assessments.tests.conftest import CAST
from naboskap.core import clock

GIVE = {"officer", "second_reader", "impartial_officer", "head", "deputy"}


@pytest.fixture(autouse=True)
def _in_norwegian():
    with translation.override("nb"):
        yield


@pytest.fixture
def paper(house):
    """A paper that was promised in what was sent, and is required; the case is taken up."""
    row = promised(house.case.application)
    snapshot = Snapshot.objects.get(application=house.case.application)
    told = {"called": "", "note": "", "name": "", "sha256": "", "due_on": row.due_on.isoformat()}
    snapshot.content["attachments"] = [{"kind": "statutes", "state": "later", **told}]
    snapshot.save(update_fields=["content"])
    Case.objects.update(status="assessing")
    return row


def at(house, name, *more):
    return reverse(f"office:{name}", args=[house.case.case_file.number.replace("/", "-"), *more])


def leave(house, who, **facts):
    told = {"what": "later", "due_on": "1.12.2021", "reason": "Styret møtes i november"}
    return house.as_(who).post(at(house, "case-paper-leave", 1), {**told, **facts})


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_the_papers_page_says_what_is_required_and_leads_to_another_day(house, paper):
    for who, may_give in (("officer", True), ("auditor", False)):
        shown = text(house.as_(who).get(at(house, "case-papers")))
        assert "Retningslinjene krever det" in shown, who
        assert (at(house, "case-paper-leave", 1) in shown) == may_give, who


def test_before_the_case_is_taken_up_nobody_gives_leave(house, paper):
    Case.objects.update(status="received")
    assert at(house, "case-paper-leave", 1) not in text(
        house.as_("officer").get(at(house, "case-papers"))
    )
    assert leave(house, "officer").status_code == 403
    assert not PaperLeave.objects.exists()


def test_another_day_is_given_and_seen(house, paper):
    answer = leave(house, "officer")

    assert answer.url == at(house, "case-papers")
    shown = text(house.as_("officer").get(answer.url))
    for words in ("Kommer innen 1. desember", "ny dag, 1. desember", "Styret møtes i november"):
        assert words in shown, words
    case = text(house.as_("officer").get(at(house, "case")))
    assert "Kommer innen 1. desember" in case
    assert "Paret fikk en ny dag for et lovet vedlegg" in case


def test_a_paper_is_done_without_and_asked_for_no_more(house, paper):
    assert leave(house, "head", what="without", due_on="").status_code == 302

    shown = text(house.as_("head").get(at(house, "case-papers")))
    assert "Vi klarer oss uten" in shown
    assert at(house, "case-paper-leave", 1) not in shown
    assert "Vi klarer oss uten" in text(house.as_("head").get(at(house, "case")))
    assert house.as_("head").get(at(house, "case-paper-leave", 1)).status_code == 302
    # What was sent from an older page is not taken in silence.
    assert leave(house, "head").status_code == 302
    assert apps.get_model("audit.Refused").objects.get().path == at(house, "case-paper-leave", 1)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"what": ""}, "Velg en av de to."),
        ({"due_on": ""}, "Si hvilken dag."),
        ({"due_on": "1.9.2021"}, "Velg en dag fra og med i dag, og innen et år."),
        ({"reason": " "}, 'aria-invalid="true"'),
    ],
)
def test_what_is_missing_is_said_beside_the_field(facts, says, house, paper):
    answer = leave(house, "officer", **facts)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not PaperLeave.objects.exists()


def test_a_day_that_is_past_is_said_on_the_case(house, paper):
    past = clock.today() - timedelta(days=3)
    Attachment.objects.update(due_on=past)
    snapshot = Snapshot.objects.get()
    snapshot.content["attachments"][0]["due_on"] = past.isoformat()
    snapshot.save(update_fields=["content"])
    for name in ("case", "case-papers"):
        assert "Skulle ha kommet innen" in text(house.as_("officer").get(at(house, name))), name


def test_who_gives_leave_and_who_comes_to_the_page(house, paper):
    page = at(house, "case-paper-leave", 1)
    answers = {who: house.as_(who).get(page).status_code for who in CAST}
    assert {who for who, status in answers.items() if status == 200} == GIVE
    assert answers["auditor"] == 403  # Reads the case, and settles nothing in it.
    assert house.as_("officer").get(at(house, "case-paper-leave", 2)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_papers_cost_the_same_however_many(
    number, house, paper, django_assert_max_num_queries
):
    for place in range(1, number):
        Attachment.objects.create(
            key=f"other-{place}",
            application=house.case.application,
            kind="other",
            called="Kart",
            position=place + 1,
            state="from_other",
            note="Kommunen",
            changed_by_id=1,
            changed_at=clock.now(),
        )
    client = house.as_("officer")
    client.get(at(house, "case-papers"))
    with django_assert_max_num_queries(20):
        client.get(at(house, "case-papers"))
