"""What was answered on the website before signing in stands in the draft."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from naboskap.advice.outline import Outline, sealed
from naboskap.advice.tests.factories import IdeaFactory
from naboskap.applications.actions import save_activity, save_cost
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import place, programme

pytestmark = pytest.mark.django_db
START = "/min-side/soknader/ny/ordinary/"


def begun(client, path, **changed):
    page = client.get(path)
    form = page.context["form"]
    told = {name: form[name].value() or "" for name in form.fields}
    return client.post(path, told | changed)


def answers(**told):
    facts = {"theme": "sport", "age": "0-14", "partner": "RU-MUR", "amount": 50_000_00}
    return Outline(**facts | {"start": date(2022, 2, 1)} | told)


@pytest.mark.parametrize("language", ["", "/en", "/ru"])
def test_they_are_shown_and_go_into_the_draft(ours, language):
    programme()
    place("RU-MUR", "b", "Murmansk oblast")
    path = f"{language}{START}?svar={sealed(answers())}"
    text = ours.get(path).content.decode().replace("\u00a0", " ")
    for words in ("Murmansk oblast", "50 000"):
        assert words in text
    answer = begun(ours, path)
    application = Application.objects.get()
    assert answer.url.endswith(f"/min-side/soknader/{application.key}/")
    assert (application.theme, application.amount_applied_for) == ("sport", 50_000_00)
    assert application.seats.get(side="b").place.code == "RU-MUR"
    # The small form has them in its fields.
    page = ours.get(f"/min-side/soknader/{application.key}/kort/").content.decode()
    assert '<option value="sport" selected>' in page
    assert 'value="1.2.2022"' in page


@pytest.mark.parametrize(
    ("language", "kind"), [("", "Dere er: idrettslag"), ("/en", "sports club"), ("/ru", "Вы: ")]
)
def test_who_they_are_and_where_they_belong_is_listed(ours, language, kind):
    programme()
    place("NO-56", "a", "Finnmark")
    told = sealed(answers(kind="sports_club", place="NO-56"))
    page = ours.get(f"{language}{START}?svar={told}")
    first, second = page.context["said"][:2]
    assert kind.casefold() in first.casefold()
    assert "Finnmark" in second
    assert not any(
        "Finnmark" in line
        for line in ours.get(f"{START}?svar={sealed(answers())}").context["said"]
    )


def test_every_answer_is_told_as_coming_along_or_not(ours):
    programme()
    for code, side, name in (("NO-56", "a", "Finnmark"), ("RU-MUR", "b", "Murmansk oblast")):
        place(code, side, name)
    told = answers(
        kind="sports_club",
        place="NO-56",
        partner_kind="school",
        control="local_authority",
        together="both",
        meet="turn",
        total=80_000_00,
    )
    context = ours.get(f"{START}?svar={sealed(told)}").context
    said = " ".join(context["said"]).replace("\u00a0", " ").casefold()
    for words in (
        *("idrettslag", "finnmark", "idrett", "barn", "murmansk", "skole"),
        *("lokal myndighet", "50 000", "80 000", "1. februar 2022", "begge", "etter tur"),
    ):
        assert words in said, words
    left = " ".join(context["left_behind"])
    assert "14 år" in left
    assert "registrert" in left

    none = ours.get(f"{START}?svar={sealed(Outline(partner='none'))}").context
    assert none["said"] == []
    assert len(none["left_behind"]) == 1


def test_a_large_sum_is_offered_the_full_form(ours):
    programme()
    page = ours.get(f"{START}?svar={sealed(answers(amount=100_000_01))}")
    assert page.context["form"]["size"].value() == "full"
    page = ours.get(f"{START}?svar={sealed(answers(amount=100_000_00))}")
    assert page.context["form"]["size"].value() == "short"


@pytest.mark.parametrize("token", ["", "x", f"{sealed(Outline(theme='sport'))}x"])
def test_a_strange_token_is_no_answer(ours, token):
    programme()
    path = f"{START}?svar={token}"
    assert ours.get(path).context["said"] == []
    begun(ours, path)
    assert Application.objects.get().theme == ""


def test_a_stranger_signs_in_first_and_comes_back(client):
    programme()
    path = f"{START}?svar={sealed(answers())}"
    answer = client.get(path)
    assert answer.status_code == 302
    assert "next=" in answer.url
    assert "svar%3D" in answer.url


def test_they_come_along_past_a_new_organisation(ours):
    programme()
    token = sealed(answers())
    path = f"{START}?svar={token}"
    answer = begun(ours, path, add="1")
    assert answer.status_code == 302
    back = parse_qs(urlsplit(answer.url).query)["next"][0]
    assert parse_qs(urlsplit(back).query)["svar"] == [token]
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"), [("", "ideen din"), ("/en", "your idea"), ("/ru", "вашей идеи")]
)
def test_the_link_of_an_idea_begins_one_draft_and_then_says_so(ours, language, words):
    programme()
    path = f"{language}{START}?ide={IdeaFactory(text='Vi vil synge.').key}"
    assert words not in ours.get(path).content.decode()
    begun(ours, path)
    assert words in ours.get(path).content.decode()
    begun(ours, path)
    first, second = Application.objects.order_by("pk")
    assert (first.idea.status, second.idea) == ("drafted", None)


@pytest.mark.parametrize(
    ("language", "asks", "another"),
    [
        ("", "Velg hvilken organisasjon som søker", "annen organisasjon"),
        ("/ru", "Укажите, какая организация", "другая организация"),
    ],
)
def test_a_first_organisation_is_asked_for_before_another_one(ours, language, asks, another):
    """The answers tell what kind applies; which one it is, is chosen in the draft."""
    programme()
    begun(ours, f"{START}?svar={sealed(answers(kind='sports_club'))}")
    application = Application.objects.get()
    page = ours.get(f"{language}/min-side/soknader/{application.key}/send/").text
    assert asks in page
    assert another not in page


@pytest.mark.parametrize(
    ("language", "costs", "tasks"),
    [
        ("", "Det koster 80 000 kr i alt", "Begge sider har en oppgave"),
        ("/ru", "Всего стоит 80 000", "У обеих сторон есть задача"),
    ],
)
def test_the_whole_cost_and_the_tasks_come_along(ours, language, costs, tasks):
    programme()
    told = answers(total=80_000_00, together="both", meet="turn", amount=200_000_00)
    path = f"{language}{START}?svar={sealed(told)}"
    shown = ours.get(path).text.replace("\u00a0", " ")
    assert costs in shown
    assert tasks in shown
    begun(ours, path, size="full")
    application = Application.objects.get()
    place_of = f"{language}/min-side/soknader/{application.key}"
    plan, money = (ours.get(f"{place_of}/{part}/").text for part in ("sammen", "budsjett"))
    assert tasks in plan
    assert "80 000" in money.replace("\u00a0", " ")
    assert tasks not in money


def test_what_was_told_before_is_told_until_it_is_written_out(ours, lead):
    programme()
    begun(ours, f"{START}?svar={sealed(answers(total=80_000_00, together='one', meet='online'))}")
    application = Application.objects.get()
    page = f"/min-side/soknader/{application.key}/kort/"
    reminders = (
        "Den ene gjør det",
        "Dere møtes bare på nett",
        "står det at prosjektet koster 80 000 kr",
    )
    text = ours.get(page).text.replace("\u00a0", " ")
    assert [words in text for words in reminders] == [True] * 3
    save_activity(application, what="Fotballcup", task_a="Dømmer", by=lead)
    text = ours.get(page).text.replace("\u00a0", " ")
    assert [words in text for words in reminders] == [False, False, True]
    # What was told was a rough sum: the first cost takes its place, also where it comes to more.
    save_cost(application, side="a", category="travel", amount=85_000_00, by=lead)
    text = ours.get(page).text
    assert "85 000 kr" in text.replace("\u00a0", " ")
    assert "står det at prosjektet koster" not in text
