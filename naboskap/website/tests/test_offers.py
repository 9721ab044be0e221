"""What is offered, the guidelines, whom to ask, and an idea in two sentences."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from naboskap.advice.models import Idea
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.models import Version
from naboskap.guidelines.tests.factories import every_row
from naboskap.programmes.actions import fill_examples, open_example_rounds
from naboskap.programmes.models import Programme
from naboskap.programmes.tests.factories import load_starter, programme_rows
from naboskap.website.cache import LONGEST
from naboskap.website.ideas.forms import IdeaForm
from naboskap.website.stamped import SALT, new_stamp

PREFIXES = {"nb": "", "en": "/en", "ru": "/ru"}
OPEN = [
    "/ordninger/",
    "/ordninger/barentsmidler/",
    "/ordninger/barentsmidler/sporsmal/",
    "/ordninger/ungdomsprogrammet/",
    "/retningslinjer/",
    "/retningslinjer/ordinary-2021/",
    "/radgivere/",
    "/ide/",
]


@pytest.fixture
def offers(db):
    programmes = load_starter()
    fill_examples(programme_rows(), by=SYSTEM)
    open_example_rounds(programme_rows(), by=SYSTEM)
    return programmes


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("code", PREFIXES)
def test_every_page_answers_in_every_language(client, offers, path, code):
    AdviserFactory()
    answer = client.get(f"{PREFIXES[code]}{path}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{code}"' in text
    assert text.count("<h1") == 1
    assert "{percent}" not in text


def test_a_programme_tells_what_the_guidelines_enforce(client, offers):
    text = client.get("/en/ordninger/barentsmidler/").content.decode().replace("\u00a0", " ")
    for fact in ("70 per cent", "50 per cent", "NOK 400 000", "4–6 weeks", "21 days. (example)"):
        assert fact in text
    assert "/en/retningslinjer/ordinary-2021/" in text
    assert "/en/min-side/soknader/ny/barentsmidler/" in text


def test_a_programme_tells_of_guidelines_that_are_published_and_come_later(client, offers):
    page = "/ordninger/barentsmidler/?" + "x" * (LONGEST + 1)
    assert "Nye retningslinjer fra" not in client.get(page).text
    load_guidelines(every_row(), by=SYSTEM)
    day = clock.today() + timedelta(days=1)
    Version.objects.filter(slug="ordinary-2022").update(
        rulebook=offers["barentsmidler"].rulebook, in_force_from=day
    )

    text = client.get(page).text
    assert "Nye retningslinjer fra" in text
    assert "Dette blir annerledes:" in text
    assert 'href="/retningslinjer/ordinary-2022/endringer/"' in text
    assert client.get("/retningslinjer/ordinary-2022/endringer/").status_code == 200


def test_one_cannot_begin_where_nothing_is_open(client, db):
    load_starter()
    text = client.get("/en/ordninger/barentsmidler/").content.decode()
    assert "/soknader/ny/" not in text
    assert "No round is open now" in text


def test_what_is_not_shown_is_not_there(client, offers):
    offers["barentskult"].is_shown = False
    offers["barentskult"].save()
    Version.objects.create(
        rulebook=offers["barentsmidler"].rulebook, slug="unpublished", name={}, in_force_from=None
    )
    for path in (
        "/ordninger/barentskult/",
        "/ordninger/barentskult/sporsmal/",
        "/ordninger/unknown/",
        "/retningslinjer/unpublished/",
        "/ide/takk/unknown/",
    ):
        assert client.get(path).status_code == 404
    assert "barentskult/" not in client.get("/ordninger/").content.decode()


def test_a_kept_page_asks_the_database_once(client, offers, django_assert_max_num_queries):
    for _time in range(2):
        client.get("/ordninger/barentsmidler/")
    with django_assert_max_num_queries(2):
        assert client.get("/ordninger/barentsmidler/").status_code == 200


def test_the_list_costs_the_same_with_one_programme_and_with_five(
    client, offers, django_assert_num_queries
):
    unkept = "/ordninger/?" + "x" * (LONGEST + 1)
    client.get(unkept)
    with django_assert_num_queries(5):
        client.get(unkept)
    Programme.objects.exclude(slug="barentsmidler").update(is_shown=False)
    with django_assert_num_queries(5):
        client.get(unkept)


def told(**values):
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        stamp = new_stamp()
    return {
        "text": "Vi vil synge sammen.",
        "contact": "+47 00 00 00 99",
        "theme": "culture",
        "website": "",
        "stamp": stamp,
        **values,
    }


def test_an_idea_is_sent_without_a_cookie_and_once(db):
    adviser = AdviserFactory(themes=["culture"])
    stranger = Client(enforce_csrf_checks=True)
    form = told()
    answer = stranger.post("/ide/", form)
    assert answer.status_code == 302
    assert stranger.post("/ide/", form).url == answer.url
    assert not stranger.cookies
    idea = Idea.objects.get()
    assert (idea.adviser, idea.language, idea.text) == (adviser, "nb", form["text"])
    text = stranger.get(answer.url).content.decode()
    assert adviser.user.name in text
    assert "Oslo" in text
    assert form["text"] not in text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"contact": "ring meg"}, "contact"),
        ({"text": "a" * 50_000}, "text"),
        ({"contact": "1" * 200}, "contact"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(client, db, values, field):
    form = told(**values)
    answer = client.post("/en/ide/", form)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="id_{field}-error"' in text
    assert form["text"] in text
    assert form["contact"] in text
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    "values",
    [{"website": "x"}, {"stamp": ""}, {"stamp": "strange"}, {"stamp": "quick"}, {"stamp": "old"}],
)
def test_a_machine_is_asked_to_press_again_and_so_is_a_person(client, db, values):
    if values.get("stamp") == "quick":
        values = {"stamp": new_stamp()}
    elif values.get("stamp") == "old":
        made = (timezone.now() - timedelta(days=3)).timestamp()
        values = {"stamp": signing.dumps(["key", made], salt=SALT)}
    answer = client.post("/en/ide/", told(**values))
    text = answer.content.decode()
    assert not Idea.objects.exists()
    assert "Press the button once more" in text
    form = answer.context["form"]
    assert [form[name].value() for name in ("text", "contact")] == [
        told()[name] for name in ("text", "contact")
    ]
    stamp = re.search(r'name="stamp" value="([^"]+)"', text)[1]
    assert client.post("/en/ide/", told(stamp=stamp)).status_code == 302
    assert Idea.objects.count() == 1


def test_too_many_ideas_are_asked_to_call(client, db):
    for _number in range(5):
        assert client.post("/en/ide/", told()).status_code == 302
    text = client.post("/en/ide/", told()).content.decode()
    assert "Call us instead" in text
    assert Idea.objects.count() == 5


def test_behind_our_proxy_each_visitor_is_counted_alone(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def send(forwarded):
        return client.post("/ide/", told(), HTTP_X_FORWARDED_FOR=forwarded).status_code

    for _idea in range(5):
        assert send("203.0.113.5") == 302
    assert send("203.0.113.5") == 200
    # What a visitor writes there themselves stands before what our own proxy adds.
    assert send("198.51.100.1, 203.0.113.5") == 200
    assert send("203.0.113.6") == 302


def test_a_theme_in_the_address_is_chosen_and_brings_its_adviser(client, db):
    AdviserFactory(themes=["sport"], phone="+47 00 00 00 01")
    AdviserFactory(themes=["culture"], phone="+47 00 00 00 02")
    text = client.get("/ide/?tema=culture").content.decode()
    assert '<option value="culture" selected>' in text
    assert "+47 00 00 00 02" in text
    assert client.get("/ide/?tema=unheard").status_code == 200


def test_the_mark_of_the_form_cannot_be_made_elsewhere():
    form = IdeaForm(told(stamp=signing.dumps(["key", 0.0], salt="other")))
    assert not form.is_valid()


def test_what_is_new_stands_beside_what_was_before(client, offers):
    load_guidelines(every_row(), by=SYSTEM)
    day = clock.today()
    Version.objects.filter(slug="ordinary-2022").update(in_force_from=day)
    new = "/retningslinjer/ordinary-2022/"
    assert f'href="{new}endringer/"' in client.get(new).text
    text = client.get(f"{new}endringer/").text
    for words in ("Det nye i Våren 2022", "Partneren er uavhengig", "Faller bort", "Ingenting"):
        assert words in text
    assert "Hvor mye dere kan søke om" not in text
    english = client.get(f"/en{new}endringer/").text
    assert "The partner is independent" in english


@pytest.mark.parametrize("slug", ["ordinary-2021", "ordinary-2024", "no-such"])
def test_without_a_version_before_there_is_nothing_new(client, offers, slug):
    load_guidelines(every_row(), by=SYSTEM)
    assert client.get(f"/retningslinjer/{slug}/endringer/").status_code == 404
