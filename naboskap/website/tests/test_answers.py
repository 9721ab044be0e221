"""What advisers have answered for everybody: by field, found, and in no language that is faked."""

import json
import re

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import (
    Worded,
    answer_thread,
    offer_answer,
    publish_answer,
    take_back_answer,
)
from naboskap.advice.tests.factories import AdviserFactory, ThreadFactory
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.website.models import ContentPage

pytestmark = pytest.mark.django_db
NB = ("Kan en skole få støtte til bussen?", "Ja. Reisen er en del av prosjektet.")
RU = ("Оплачивается ли автобус?", "Да. Дорога входит в проект.")


def adviser():
    return UserFactory(roles=[Role.CASE_OFFICER])


def shown(nb=NB, ru=RU, theme="culture"):
    """Publish an answer for everybody, and return it."""
    thread = answer_thread(ThreadFactory(), "Ja.", language="nb", key="a", by=adviser())
    both = {"nb": nb, **({"ru": ru} if ru else {})}
    worded = Worded(
        {code: one[0] for code, one in both.items()},
        {code: one[1] for code, one in both.items()},
        theme=theme,
    )
    shared = offer_answer(thread, worded, by=adviser())
    return publish_answer(shared, read_revision=1, by=adviser())


def test_questions_stand_by_field_with_their_number(client):
    every = [shown(), shown(("Hva er et samarbeid?", "To sider.")), shown(theme="")]
    text = client.get("/sporsmal/").text
    assert "3 svar" in text
    assert re.findall(r'<h2 id="[\w]+">([^<]+)</h2>', text) == ["For alle (1)", "Kultur (2)"]
    for one in every:
        assert f'href="/sporsmal/{one.slug}/"' in text
    assert 'href="/spor/"' in text


def test_an_answer_has_its_own_page_and_leads_on_to_an_adviser(client):
    one, other = shown(), shown(("Hva er et samarbeid?", "To sider."))
    thread = one.thread
    text = client.get(f"/sporsmal/{one.slug}/").text
    assert NB[0] in text
    assert NB[1] in text
    assert 'href="/spor/?tema=culture"' in text
    assert f'href="/sporsmal/{other.slug}/"' in text
    assert f'/ru/sporsmal/{one.slug}/"' in text
    assert f"/en/sporsmal/{one.slug}/" not in text.partition("<body")[0]
    for secret in (thread.key, thread.address, thread.form_key):
        assert secret not in text
    [data] = re.findall(r'<script type="application/ld\+json">(.+?)</script>', text)
    told = json.loads(data)
    assert told["@type"] == "FAQPage"
    [told] = told["mainEntity"]
    assert told["name"] == NB[0]
    assert told["acceptedAnswer"]["text"] == NB[1]
    russian = client.get(f"/ru/sporsmal/{one.slug}/").text
    assert RU[1] in russian
    assert NB[1] not in russian
    assert 'name="robots"' not in russian


def test_a_language_that_is_missing_is_told_and_not_faked(client):
    one = shown(ru=None)
    text = client.get(f"/ru/sporsmal/{one.slug}/").text
    assert 'hreflang="ru" href="http' not in text
    assert 'hreflang="nb" href="http' in text
    assert f'<h1 lang="nb">{NB[0]}</h1>' in text
    assert "пока не переведено" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "Пока не переведено." in client.get("/ru/sporsmal/").text
    assert f"/ru/sporsmal/{one.slug}/" not in client.get("/sitemap.xml").text
    assert f"/sporsmal/{one.slug}/" in client.get("/sitemap.xml").text


def test_it_is_found_by_the_search_in_its_languages(client):
    one = shown()
    found = client.get("/sok/", {"sok": "bussen", "hva": "svar"}).text
    assert f'href="/sporsmal/{one.slug}/"' in found
    found = client.get("/ru/sok/", {"sok": "автобус"}).text
    assert f'href="/ru/sporsmal/{one.slug}/"' in found
    assert 'href="/sporsmal/"' in client.get("/sok/", {"sok": "andre har spurt"}).text


def test_what_is_taken_back_or_names_somebody_now_is_gone_everywhere(client):
    one, other = shown(), shown(("Hva med Canaryna?", "Ja, Canaryna."), ru=None)
    address = [f"/sporsmal/{each.slug}/" for each in (one, other)]
    assert [client.get(each).status_code for each in address] == [200, 200]
    take_back_answer(one, "Feil.", by=adviser())
    protect_names("seats/7/b", [Name("Canaryna", "person")], by=SYSTEM)
    assert [client.get(each).status_code for each in address] == [404, 404]
    for page in ("/sporsmal/", "/sitemap.xml", "/sok/?sok=bussen", "/sok/?sok=canaryna"):
        text = client.get(page).text
        assert not any(each in text for each in address)
    assert "Her står ingen svar ennå." in client.get("/sporsmal/").text


def test_the_page_of_frequent_questions_and_the_question_form_lead_to_it(client, few_pages):
    page = ContentPage.objects.get(slug="om-oss", locale__language_code="nb")
    page.slug = "sporsmal-og-svar"
    page.save()
    AdviserFactory()
    for asked in ("/sporsmal-og-svar/", "/spor/"):
        assert 'href="/sporsmal/"' not in client.get(asked).text
    shown()
    for asked in ("/sporsmal-og-svar/", "/spor/"):
        assert 'href="/sporsmal/"' in client.get(asked).text
    assert 'href="/sporsmal-og-svar/"' in client.get("/sporsmal/").text


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_however_many_there_are(number, client, django_assert_num_queries):
    every = [shown((f"Hva er nummer {each}?", "Ja.")) for each in range(number)]
    client.get("/sporsmal/")
    with django_assert_num_queries(4):
        client.get("/en/sporsmal/")
    with django_assert_num_queries(3):
        client.get(f"/en/sporsmal/{every[0].slug}/")
