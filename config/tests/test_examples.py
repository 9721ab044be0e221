"""The example projects: each reaches its state by the rooms' acts, once, and no name goes out."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from config.example_projects import TAKEN, make_projects
from config.management.commands.load_starter import STARTER, read
from config.management.commands.make_demonstration import make_people
from naboskap.accounts.models import RoleGrant, User
from naboskap.advice.actions import load_advisers
from naboskap.applications.models import Application, SeatPerson
from naboskap.assessments.models import Case, QuestionToPair
from naboskap.assessments.queries import criteria_without_reason
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.leaks import leaks_in
from naboskap.grants.models import Grant
from naboskap.guidelines.actions import load_guidelines
from naboskap.ledger.actions import load_pots
from naboskap.notifications.models import Message
from naboskap.organisations.actions import load_places
from naboskap.programmes.actions import fill_examples, load_programmes, open_example_rounds
from naboskap.programmes.models import Round
from naboskap.projects.models import Card, Story
from naboskap.questionnaires.actions import load_forms
from naboskap.reports.models import Report
from naboskap.website.actions import load_pages

ROWS = read(STARTER / "examples.json")
BY_STATE = {row["reaches"]: row for row in ROWS}
STATES = {
    "eksempel-skole-karelia": ("draft", "", ""),
    "eksempel-sanger-arkhangelsk": ("submitted", "received", ""),
    "eksempel-strand-murmansk": ("confirmed", "received", ""),
    "eksempel-ski-arkhangelsk": ("confirmed", "asked", ""),
    "eksempel-friluft-komi": ("confirmed", "decided", "accepted"),
    "eksempel-ull-nenets": ("confirmed", "closed", "closed"),
}
COUNTED = (Application, Case, Grant, Report, Card, Story, Round, Message, SeatPerson)


@pytest.fixture(scope="module")
def a_place(tmp_path_factory):
    with override_settings(
        DATA_DIR=tmp_path_factory.mktemp("data"),
        DEMONSTRATION=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="module")
def ground(a_place, django_db_setup, django_db_blocker):
    """What the examples stand on, without the catalogue: it takes longer than all the rest."""
    with django_db_blocker.unblock(), transaction.atomic():
        programmes = read(STARTER / "programmes.json")
        load_places(read(STARTER / "places.json"), by=SYSTEM)
        files = sorted((STARTER / "guidelines").glob("*.json"))
        load_guidelines([read(path) for path in files], by=SYSTEM)
        load_forms(read(STARTER / "forms.json"))
        load_programmes(programmes, by=SYSTEM)
        load_pots(read(STARTER / "money.json"), clock.today().year)
        load_pages()
        make_people()
        load_advisers(read(STARTER / "advisers.json"), by=SYSTEM)
        fill_examples(programmes, by=SYSTEM)
        open_example_rounds(programmes, by=SYSTEM)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(ground):
    with transaction.atomic():
        assert make_projects(ROWS) == {}
        yield
        transaction.set_rollback(True)


def case_of(key):
    return Case.objects.filter(application__key=key).first()


def test_each_project_has_come_as_far_as_it_says(made):
    found = {}
    for key in STATES:
        case = case_of(key)
        grant = Grant.objects.filter(decision__case=case).first() if case else None
        application = Application.objects.get(key=key)
        found[key] = (
            application.status,
            case.status if case else "",
            grant.status if grant else "",
        )
    assert found == STATES


def test_themes_counties_and_case_officers_are_several(made):
    assert len({row["theme"] for row in ROWS}) == len(ROWS) - 1
    assert len({row["a"]["places"][0] for row in ROWS}) == 3
    assert len({row["b"]["places"][0] for row in ROWS}) == 5
    assert None not in {case.officer for case in Case.objects.all()}
    assert Case.objects.values("officer").distinct().count() == 2


def test_cases_are_numbered_as_they_came_in(made):
    cases = Case.objects.order_by("received_at").select_related("case_file")
    numbers = [(case.case_file.year, case.case_file.sequence) for case in cases]
    assert numbers == sorted(numbers)


def test_one_waits_half_assessed_for_the_answer_of_its_pair(made):
    case = case_of("eksempel-ski-arkhangelsk")
    assert len(criteria_without_reason(case)) == 2
    question = QuestionToPair.objects.get(case=case)
    assert question.answered_at is None
    assert question.asked_at < clock.now() < question.answer_by


def test_what_has_been_lies_behind_and_what_is_due_is_ahead(made):
    closed, running = case_of("eksempel-ull-nenets"), case_of("eksempel-friluft-komi")
    assert closed.received_at < running.received_at < clock.now()
    grant = Grant.objects.get(decision__case=closed)
    assert grant.award_date < grant.closed_at.date() < clock.today()
    report = Report.objects.get(grant__decision__case=running)
    assert 0 <= (report.due_on - clock.today()).days <= 30
    assert report.status == "due"


def test_the_story_is_read_in_three_languages_and_names_nobody_across(made):
    card = Card.objects.get(grant__decision__case=case_of("eksempel-ull-nenets"))
    assert Story.objects.get().status == "published"
    names = [row["b"][kind] for row in ROWS for kind in ("name", "latin")]
    for code in ("nb", "en", "ru"):
        prefix = "" if code == "nb" else f"/{code}"
        pages = [
            f"historier/{card.slug}/",
            "historier/",
            f"prosjekter/{card.slug}/",
            "prosjekter/",
        ]
        answers = [Client().get(f"{prefix}/{page}") for page in pages]
        assert {answer.status_code for answer in answers} == {200}
        texts = [answer.content.decode() for answer in answers]
        assert not [name for name in names for text in texts if name in text]
        told = BY_STATE["told"]["told"]["title"][code]
        assert told in texts[0]
        assert told in texts[1]
    told = [text for part in BY_STATE["told"]["told"].values() for text in part.values()]
    assert not [text for text in told if leaks_in(text)]


def browser(key):
    client = Client()
    client.force_login(User.objects.get(email=f"{key}@example.org"))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def test_every_page_of_each_case_opens_for_its_case_officer(made):
    seen = 0
    for case in Case.objects.select_related("officer"):
        number = case.case_file.number.replace("/", "-")
        page = reverse("office:case", args=[number])
        client = browser(case.officer.email.split("@")[0])
        answer = client.get(page)
        assert answer.status_code == 200
        links = {*re.findall(rf'href="({page}[^"#?]+)', answer.content.decode())}
        for link in links:
            assert client.get(link).status_code == 200, link
        seen += len(links)
    assert seen > len(ROWS)


def test_both_of_the_pair_meet_all_their_projects_on_my_page(made):
    for key, prefix in (("applicant", ""), ("partner", "/ru")):
        text = browser(key).get(f"{prefix}/min-side/").content.decode()
        assert not [row["title"] for row in ROWS if row["title"] not in text]


def test_a_second_time_changes_nothing(made):
    before = [model.objects.count() for model in COUNTED]
    assert make_projects(ROWS) == {}
    assert [model.objects.count() for model in COUNTED] == before


def test_without_a_role_a_project_is_left_out_whole_and_the_others_are_made(ground):
    with transaction.atomic():
        RoleGrant.objects.filter(user__email="finance-releaser@example.org").delete()
        again = [
            row | {"key": f"{row['key']}-2"} for row in (BY_STATE["confirmed"], BY_STATE["told"])
        ]
        assert make_projects(again) == {again[1]["key"]: TAKEN}
        assert Application.objects.filter(key=again[0]["key"]).exists()
        assert not Application.objects.filter(key=again[1]["key"]).exists()
        transaction.set_rollback(True)


def test_they_are_made_in_a_demonstration_only(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError):
        call_command("make_examples")
