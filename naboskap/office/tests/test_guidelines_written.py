"""Guidelines written in the office: a copy, a paragraph with its rule, and how it is read."""

import pytest
from django.utils.translation import override

from naboskap.accounts.models import Role
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import FACTS, begin_version, load_guidelines, write_clause
from naboskap.guidelines.judge.registry import KINDS as REGISTERED
from naboskap.guidelines.models import Clause, ThrownAway, Version
from naboskap.guidelines.queries import place_names
from naboskap.guidelines.tests.factories import every_row
from naboskap.office.guidelines.forms import ClauseForm
from naboskap.office.guidelines.words import KINDS, parameter_words
from naboskap.office.tests.test_ideas import enter
from naboskap.organisations.models import Place

LIST = "/saksbehandling/retningslinjer/"
KEEPERS = {Role.EDITOR, Role.HEAD, Role.DEPUTY}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready(db):
    load_guidelines(every_row(), by=SYSTEM)
    Place.objects.create(code="NO-56", country="NO", name={"nb": "Finnmark"}, side="a")


@pytest.fixture
def editor(client):
    return enter(client, Role.EDITOR)


@pytest.fixture
def made(editor):
    source = Version.objects.get(slug="ordinary-2021")
    return begin_version(
        source, slug="made", name={"nb": "Ny", "en": "New", "ru": "Новая"}, by=editor
    )


def path(version, clause=None, tail=""):
    place = f"punkt/{clause.pk}/" if clause else ""
    return f"{LIST}{version.slug}/skriv/{place}{tail}"


def clause(version, number="4.1"):
    return version.clauses.get(number=number)


def typed(client, row, **changes):
    """Return what the page's form holds, as a browser would send it, with some of it changed."""
    form = ClauseForm(row=row, places=place_names())
    data = {}
    for name in form.fields:
        value = form[name].value()
        value = form.fields[name].prepare_value(value)
        if value not in (None, "", []):
            data[name] = value
    return {**data, **changes}


@pytest.mark.parametrize("role", [None, *Role])
def test_who_writes(client, made, role):
    row = clause(made)
    enter(client, *([role] if role else []))
    allowed = role in KEEPERS
    for there in (f"{LIST}made/ny/", path(made), path(made, row), path(made, tail="punkt/")):
        assert client.get(there).status_code == (200 if allowed else 403)
    for there in ("navn/", f"punkt/{row.pk}/ta-ut/"):
        answer = client.post(path(made, tail=there))
        assert answer.status_code == (403 if not allowed else 200 if there == "navn/" else 302)
    assert client.post(path(made, tail="slett/")).status_code == (302 if allowed else 403)
    assert Version.objects.filter(slug="made").exists() != allowed


def test_a_new_version_is_made_from_any(client, editor):
    page = client.get(f"{LIST}ordinary-2021/").text
    assert f"{LIST}ordinary-2021/ny/" in page
    assert f"{LIST}ordinary-2021/skriv/" not in page
    assert 'value="ordinary-' in client.get(f"{LIST}ordinary-2021/ny/").text
    wrong = client.post(f"{LIST}ordinary-2021/ny/", {"name_nb": "Ny", "slug": "ordinary-2022"})
    assert "Andre retningslinjer har denne adressen alt." in wrong.text
    assert 'value="Ny"' in wrong.text
    answer = client.post(f"{LIST}ordinary-2021/ny/", {"name_nb": "Ny", "slug": "ny"})
    assert answer.url == f"{LIST}ny/skriv/"
    assert "Skriv punktene" in client.get(answer.url).text
    assert f"{LIST}ny/skriv/" in client.get(f"{LIST}ny/").text


def test_a_figure_is_changed_and_nothing_else(client, made):
    row = clause(made)
    before = {fact: getattr(row, fact) for fact in FACTS}
    answer = client.post(path(made, row), typed(client, row, p_percent="60"))
    assert answer.url == f"{path(made)}#p4.1"
    row.refresh_from_db()
    assert row.parameters["percent"] == 60
    assert {fact: getattr(row, fact) for fact in FACTS} == before | {
        "parameters": before["parameters"] | {"percent": 60}
    }
    assert "1 punkt er ikke likt" in client.get(f"{LIST}made/").text


@pytest.mark.parametrize("edition", ["ordinary-2024", "barentskult-2021", "youth-2021"])
def test_what_is_saved_untouched_stays_as_it_was(client, editor, edition):
    """Every kind and value that ships goes through the form and comes back the same."""
    source = Version.objects.get(slug=edition)
    copy = begin_version(source, slug="copy", name={"nb": "Kopi"}, by=editor)
    for row in copy.clauses.all():
        answer = client.post(path(copy, row), typed(client, row))
        assert answer.status_code == 302, (row.number, answer.context["form"].errors)
        after = Clause.objects.get(pk=row.pk)
        for fact in FACTS:
            was, now = getattr(row, fact), getattr(after, fact)
            if fact == "parameters":
                was = {name: value for name, value in was.items() if value not in (None, {})}
                now = {
                    name: value
                    for name, value in now.items()
                    if value not in (None, {}, False) or name in was
                }
            assert now == was, (row.number, fact)


def test_another_kind_shows_its_own_values_and_keeps_what_was_typed(client, made):
    row = clause(made)
    data = typed(client, row, kind="daily_ceiling", heading_nb="Mat og drikke")
    shown = client.post(path(made, row), data)
    assert shown.status_code == 200
    assert "Mat og drikke" in shown.text
    assert "Opptil per person og dag" in shown.text
    assert "p_percent" not in shown.text
    row.refresh_from_db()
    assert row.kind == "share_ceiling"
    words = {f"words_{code}": "{amount} {categories}" for code in ("nb", "nn", "en", "ru")}
    saved = client.post(
        path(made, row),
        data
        | words
        | {"shown_kind": "daily_ceiling", "p_amount": "450,50", "p_categories": ["food", "stay"]},
    )
    assert saved.status_code == 302
    row.refresh_from_db()
    assert row.parameters == {"categories": ["food", "stay"], "amount": 450_50}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"words_nb": "Opptil {mye}."}, "words_nb", "Det er ingen verdi {mye} her."),
        ({"words_en": "Up to much."}, "words_en", "Et annet språk har disse verdiene"),
        ({"heading_nb": "Opptil 70"}, "heading_nb", "Skriv ikke tall her"),
        ({"severity": ""}, "severity", "Velg hvor strengt det er"),
        ({"p_percent": "mye"}, "p_percent", "Skriv prosenten som et helt tall"),
        ({"p_percent": "101"}, "p_percent", "Skriv høyst 100 prosent."),
        ({"number": "4.2"}, "number", "Et annet punkt har dette nummeret."),
        ({"number": "fire"}, "number", "Skriv nummeret som et kapittel"),
        ({"heading_nb": ""}, "heading_nb", "Skriv en overskrift på hovedspråket."),
        ({"kind": "no_such", "shown_kind": "no_such"}, "kind", "Velg"),
    ],
)
def test_each_fault_is_told_beside_its_field(client, made, changes, field, says):
    row = clause(made)
    answer = client.post(path(made, row), typed(client, row, **changes))
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert field in errors
    assert says in " ".join(errors[field]) or field == "kind"
    assert Clause.objects.get(pk=row.pk).revision == row.revision


def test_it_is_shown_as_visitors_read_it_in_a_chosen_language(client, made):
    row = clause(made)
    assert "Dere kan søke om opptil 70" in client.get(path(made, row)).text
    data = typed(client, row, p_percent="61") | {"preview": "1", "preview_language": "en"}
    whole = client.post(path(made, row), data)
    assert "You can ask for up to 61" in whole.text
    assert 'value="61"' in whole.text
    part = client.post(path(made, row), data, headers={"HX-Request": "true"})
    assert "You can ask for up to 61" in part.text
    assert "<form" not in part.text
    assert clause(made).parameters["percent"] == 70


def test_two_editors_meet_each_other_and_see_both(client, made, editor):
    row = clause(made)
    mine = typed(client, row, basis="Vedtak to")
    facts = {fact: getattr(row, fact) for fact in FACTS} | {"basis": "Vedtak en"}
    write_clause(made, facts, clause=row.pk, read_revision=row.revision, by=editor)
    met = client.post(path(made, row), mine)
    assert "Noen har endret dette punktet" in met.text
    assert "Dette står der nå" in met.text
    assert 'value="Vedtak to"' in met.text
    assert clause(made).basis == "Vedtak en"
    assert 'name="revision" value="2"' in met.text
    client.post(path(made, row), mine | {"revision": "2"})
    assert clause(made).basis == "Vedtak to"


def test_what_somebody_took_out_is_not_lost_to_who_writes_it(client, made):
    row = clause(made)
    mine = typed(client, row, basis="Vedtak to")
    assert client.post(path(made, row, "ta-ut/"), {"revision": "1"}).url.startswith(path(made))
    met = client.post(path(made, row), mine)
    assert "Noen har tatt ut dette punktet." in met.text
    assert 'value="Vedtak to"' in met.text
    assert client.post(path(made, tail="punkt/"), mine).status_code == 302
    assert clause(made).basis == "Vedtak to"
    assert client.get(path(made, row)).status_code == 404


def test_a_paragraph_that_goes_against_another_says_so_while_it_is_written(client, made):
    share, report = clause(made, "4.1"), clause(made, "7.5")
    page = client.post(path(made, share), typed(client, share, p_percent="60") | {"preview": "1"})
    assert "går ikke sammen" in page.text
    assert path(made, report) in page.text
    told = client.post(path(made, share), typed(client, share, p_percent="60"), follow=True).text
    for words in ("Det kan søkes om opptil 60", "40", "rapporten skal vise 30"):
        assert words in told.replace("\xa0", " ")
    for there in (path(made), f"{LIST}made/"):
        assert "går ikke sammen" in client.get(there).text
    client.post(path(made, share), typed(client, clause(made, "4.1"), p_percent="70"))
    assert "går ikke sammen" not in client.get(path(made)).text


def test_the_preview_says_what_is_not_written_in_the_language(client, made):
    row = clause(made)
    mine = typed(client, row, words_ru="")
    shown = {"preview": "1", "preview_language": "ru"}
    page = client.post(path(made, row), mine | shown).text
    assert "Ikke skrevet på russisk" in page
    mine = typed(client, row)
    assert "Ikke skrevet på" not in client.post(path(made, row), mine | shown).text


def test_a_version_without_a_name_in_a_language_says_so_and_is_not_proposed(client, made):
    client.post(path(made, tail="navn/"), {"name_nb": "Ny", "name_en": "New", "name_ru": ""})
    assert "Ikke skrevet ennå:</strong> russisk" in client.get(path(made)).text
    page = client.get(f"{LIST}made/").text
    assert f"{path(made)}#id_name_ru" in page
    assert 'name="from_date"' not in page


def test_a_code_of_the_houses_own_papers_is_kept_and_not_shown(client, made):
    row = clause(made)
    assert "[S" in row.source
    assert "[S" not in client.get(path(made, row)).text
    client.post(path(made, row), typed(client, row, basis="Vedtak 7"))
    assert clause(made).source == row.source
    client.post(path(made, row), typed(client, clause(made), source="Brev 12. mai"))
    assert clause(made).source == "Brev 12. mai"


def test_what_was_taken_out_is_put_back_from_the_same_page(client, made):
    row = clause(made)
    heading = row.heading
    client.post(path(made, row, "ta-ut/"), {"revision": "1"})
    [kept] = made.taken_out.all()
    there = path(made, tail=f"tatt-ut/{kept.pk}/")
    assert there in client.get(path(made)).text
    assert client.post(there).url == path(made)
    assert clause(made).heading == heading
    assert there not in client.get(path(made)).text


def test_paragraphs_change_places(client, made):
    row = clause(made)
    page = client.get(path(made)).text
    assert f'name="down" value="{row.pk}:1"' in page
    assert f'name="up" value="{row.pk}:1"' not in page
    answer = client.post(path(made), {"down": f"{row.pk}:1"})
    assert answer.url == f"{path(made)}#c{row.pk}"
    row.refresh_from_db()
    assert row.number == "4.2"
    assert client.post(path(made), {"down": "what"}).status_code == 302
    refused = client.post(path(made), {"down": f"{row.pk}:1"}, follow=True)
    assert "Noen har endret dette punktet" in refused.text


def test_what_is_not_written_yet_is_told(client, made):
    new = {"number": "9", "heading_nb": "Nytt", "kind": "", "shown_kind": "", "severity": ""}
    assert client.post(path(made, tail="punkt/"), new).status_code == 302
    page = client.get(path(made)).text
    assert "engelsk, russisk" in page
    day = {"from_date": "1.1.2099"}
    row = clause(made, "9")
    for code in ("en", "ru"):
        assert f'href="{path(made, row)}#id_heading_{code}"' in client.get(f"{LIST}made/").text
    refused = client.post(f"{LIST}made/dag/", day)
    assert "ikke skrevet på alle språk ennå: 9." in refused.text
    assert f'href="{path(made, row)}#id_heading_ru"' in refused.text
    assert 'id="id_heading_ru"' in client.get(path(made, row)).text


def test_a_translation_that_stands_as_it_did_is_told_before_a_day_is_proposed(client, made):
    row = clause(made, "4.1")
    changed = f"{row.words['nb']} Alltid."
    client.post(path(made, row), typed(client, row, words_nb=changed))

    page = client.get(f"{LIST}made/").text

    assert "Sier oversettelsene fortsatt det samme?" in page
    assert f'href="{path(made, row)}#id_words_en"' in page
    assert f'href="{path(made, row)}#id_words_nb"' not in page
    assert "Alltid.<span" in page.split("<ins>")[1]
    client.post(f"{LIST}made/dag/", {"from_date": "1.1.2099"})
    page = client.get(f"{LIST}made/").text
    assert "Sier oversettelsene fortsatt det samme?" in page
    assert "#id_words_en" not in page


def test_what_differs_in_another_language_only_is_not_called_the_same(client, made):
    row = clause(made, "4.1")
    client.post(path(made, row), typed(client, row, words_ru=f"{row.words['ru']} Всегда."))

    page = client.get(f"{LIST}made/").text

    assert "De sier det samme på norsk." in page
    assert "Bare forskjellig på russisk" in page
    assert "Всегда." in page


def test_the_name_is_changed_and_a_version_thrown_away(client, made):
    assert "Skriv" in client.post(path(made, tail="navn/"), {"name_nb": ""}).text
    client.post(path(made, tail="navn/"), {"name_nb": "Nyere", "name_en": "Newer"})
    made.refresh_from_db()
    assert made.name == {"nb": "Nyere", "en": "Newer"}
    assert client.post(path(made, tail="slett/")).url == LIST
    assert not Version.objects.filter(slug="made").exists()
    kept = ThrownAway.objects.get()
    assert f"{LIST}kastet/{kept.pk}/" in client.get(LIST).text
    assert client.post(f"{LIST}kastet/{kept.pk}/").url == path(made)
    assert Version.objects.get(slug="made").name == {"nb": "Nyere", "en": "Newer"}
    assert "kastet/" not in client.get(LIST).text
    assert client.post(f"{LIST}kastet/{kept.pk}/").status_code == 404
    came = Version.objects.get(slug="ordinary-2022")
    assert "Kast utgaven" not in client.get(path(came)).text
    told = client.post(path(came, tail="slett/"), follow=True).text
    assert "Disse fulgte med systemet." in told


@pytest.mark.parametrize("slug", ["ordinary-2021", "ordinary-2022"])
def test_what_may_not_be_changed_says_why(client, editor, slug):
    if slug == "ordinary-2022":
        client.post(f"{LIST}{slug}/dag/", {"from_date": "1.1.2099"})
    version = Version.objects.get(slug=slug)
    row = clause(version)
    words = "Det er foreslått en dag" if slug == "ordinary-2022" else "er publisert"
    for answer in (
        client.get(path(version), follow=True),
        client.get(path(version, row), follow=True),
        client.post(path(version, row), typed(client, row), follow=True),
        client.post(path(version, tail="navn/"), {"name_nb": "N"}, follow=True),
        client.post(path(version, row, "ta-ut/"), {"revision": "1"}, follow=True),
    ):
        assert words in answer.text
    assert clause(version).revision == 1


def test_the_list_costs_the_same_however_many(client, made, django_assert_num_queries):
    client.get(path(made))
    with django_assert_num_queries(8):
        client.get(path(made))
    made.clauses.exclude(number__in=["4", "4.1", "4.2"]).delete()
    with django_assert_num_queries(8):
        assert client.get(path(made)).text.count('<li id="c') == 3


def test_every_kind_and_value_has_its_words():
    assert set(KINDS) == set(REGISTERED)
    with override("nb"):
        for kind, registered in REGISTERED.items():
            assert str(KINDS[kind])
            for name in registered.parameters.model_fields:
                assert str(parameter_words(kind, name))


@pytest.mark.parametrize("kind", sorted(REGISTERED))
def test_every_kind_can_be_begun(client, made, kind):
    """Choosing a kind shows a field for each of its values, and nothing set is a beginning."""
    data = {"number": "9.1", "kind": kind, "shown_kind": "", "heading_nb": "Nytt"}
    shown = client.post(path(made, tail="punkt/"), data)
    names = REGISTERED[kind].parameters.model_fields
    assert all(f'name="p_{name}' in shown.text for name in names)
    severity = "warns" if REGISTERED[kind].function else ""
    saved = client.post(
        path(made, tail="punkt/"),
        data | {"shown_kind": kind, "severity": severity, "p_side": "b"},
    )
    assert saved.status_code == 302, saved.context["form"].errors
    assert clause(made, "9.1").kind == kind
