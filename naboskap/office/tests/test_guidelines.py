"""Guidelines in the office: what lies ready, what it changes, and who lets it hold."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import carry_on_trials
from naboskap.applications.models import Trial
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.core.words import in_language
from naboskap.guidelines.actions import load_guidelines, propose_version, publish_version
from naboskap.guidelines.models import Clause, Version
from naboskap.guidelines.queries import version_in_force
from naboskap.guidelines.tests.factories import every_row
from naboskap.notifications.models import Message
from naboskap.office.tests.test_ideas import enter
from naboskap.ui.wording import day as told_day

HOME = "/saksbehandling/"
LIST = "/saksbehandling/retningslinjer/"
PAGE = f"{LIST}ordinary-2022/"
READERS = {
    Role.CASE_OFFICER,
    Role.HEAD,
    Role.DEPUTY,
    Role.FINANCE_PREPARER,
    Role.FINANCE_RELEASER,
    Role.ADMINISTRATOR,
    Role.EDITOR,
}
KEEPERS = {Role.EDITOR, Role.HEAD, Role.DEPUTY}


@pytest.fixture(autouse=True)
def _ready(db):
    load_guidelines(every_row(), by=SYSTEM)


def typed(days=1):
    day = clock.today() + timedelta(days=days)
    return {"from_date": f"{day.day}.{day.month}.{day.year}"}


def ready():
    return Version.objects.get(slug="ordinary-2022")


@pytest.mark.parametrize("role", [None, *Role])
def test_who_reads_and_who_proposes(client, role):
    enter(client, *([role] if role else []))
    for path in (LIST, PAGE):
        assert client.get(path).status_code == (200 if role in READERS else 403)
    answer = client.post(f"{PAGE}dag/", typed())
    assert answer.status_code == (302 if role in KEEPERS else 403)
    assert (ready().proposed_from is not None) == (role in KEEPERS)
    assert client.post(f"{PAGE}publiser/").status_code == (302 if role in KEEPERS else 403)
    assert ready().in_force_from is None  # Nobody publishes their own.
    assert client.post(f"{PAGE}ta-tilbake/").status_code == (302 if role in KEEPERS else 403)


def test_one_proposes_and_another_publishes(client):
    enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    own = client.get(PAGE).text
    assert "Den som har skrevet eller foreslått, publiserer aldri" in own
    assert "publiser/" not in own
    enter(client, Role.HEAD)
    assert f"{PAGE}publiser/" in client.get(PAGE).text
    assert client.post(f"{PAGE}publiser/").url == PAGE
    tomorrow = clock.today() + timedelta(days=1)
    assert version_in_force("ordinary", tomorrow).slug == "ordinary-2022"
    after = client.get(PAGE).text
    assert "dag/" not in after
    assert "publiser/" not in after
    assert "ta-tilbake/" not in after
    assert client.get("/retningslinjer/ordinary-2022/").status_code == 200
    assert client.get("/retningslinjer/ordinary-2024/").status_code == 404


def test_a_proposal_is_taken_back(client):
    enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    assert client.post(f"{PAGE}ta-tilbake/").url == PAGE
    assert ready().proposed_from is None
    assert "Ingen dag er foreslått ennå." in client.get(PAGE).text


def test_a_proposal_waits_on_the_first_page_of_who_may_publish_it(client):
    editor = enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    assert "Venter på deg" not in client.get(HOME).text
    for role in (Role.HEAD, Role.EDITOR):
        enter(client, role)
        text = client.get(HOME).text
        assert "Venter på deg" in text
        assert f'href="{PAGE}"' in text
        assert f"Retningslinjer. {editor} foreslår at de gjelder fra" in text
    enter(client, Role.CASE_OFFICER)
    assert "Venter på deg" not in client.get(HOME).text


def test_what_waits_costs_the_same_however_many(client):
    enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    enter(client, Role.DEPUTY)

    def statements():
        client.get(HOME)
        with CaptureQueriesContext(connection) as asked:
            client.get(HOME)
        return len(asked)

    one = statements()
    enter(client, Role.EDITOR)
    for slug in ("ordinary-2024", "ordinary-2020-digital"):
        client.post(f"{LIST}{slug}/dag/", typed(days=2))
    enter(client, Role.DEPUTY)
    assert statements() == one
    assert client.get(HOME).text.count("Publiser eller send tilbake") == 3


def test_who_sends_back_says_why_beside_the_field(client):
    enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    enter(client, Role.HEAD)
    answer = client.post(f"{PAGE}ta-tilbake/", {"because": " "})
    assert answer.status_code == 200
    assert answer.context["back"].errors
    assert ready().proposed_from is not None
    assert client.post(f"{PAGE}ta-tilbake/", {"because": "Ikke ennå."}).url == PAGE
    assert ready().proposed_from is None
    assert "Ikke ennå." in Message.objects.get(kind="guidelines.sent_back").body


def test_why_it_came_back_stands_on_its_page_and_in_the_list(client):
    editor = enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    head = enter(client, Role.HEAD)
    client.post(f"{PAGE}ta-tilbake/", {"because": "Ikke ennå."})
    enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    enter(client, Role.DEPUTY)
    client.post(f"{PAGE}ta-tilbake/", {"because": "Punkt 2.4."})
    enter(client, Role.CASE_OFFICER)
    page = client.get(PAGE).text
    for words in ("Ikke ennå.", "Punkt 2.4.", f"{head} sendte tilbake det {editor} foreslo"):
        assert words in page
    listed = client.get(LIST).text
    assert "Punkt 2.4." in listed
    assert "Ikke ennå." not in listed  # The last is what the list says; the page keeps all.


def test_who_wrote_finds_no_button_and_reads_who_may_publish(client):
    editor = enter(client, Role.EDITOR)
    client.post(f"{PAGE}skriv/navn/", {f"name_{code}": "2022" for code in ("nb", "en", "ru")})
    head = UserFactory(roles=[Role.HEAD])
    propose_version(ready(), clock.today() + timedelta(days=1), by=head)
    page = client.get(PAGE).text
    assert "publiser/" not in page
    assert f"Skrevet av: {editor}" in page
    assert "Ingen kan publisere nå" in page
    assert client.post(f"{PAGE}publiser/").url == PAGE
    assert ready().in_force_from is None
    assert "Du har selv skrevet i dem." in client.get(PAGE).text
    deputy = enter(client, Role.DEPUTY)
    page = client.get(PAGE).text
    assert f"Kan publisere: {deputy}" in page
    assert str(head) in page
    client.post(f"{PAGE}publiser/")
    assert ready().published_by == deputy


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("", "Skriv en dato"),
        ("31.2.2030", "februar"),
        ("1.1.2021", "Velg en dag som kommer."),
        ("i morgen", "Skriv datoen som dag, måned og år"),
    ],
)
def test_a_wrong_day_is_told_beside_the_field_and_stays(client, day, says):
    enter(client, Role.EDITOR)
    answer = client.post(f"{PAGE}dag/", {"from_date": day})
    assert answer.status_code == 200
    assert says in answer.text
    assert f'value="{day}"' in answer.text or not day
    assert ready().proposed_from is None


def test_what_it_changes_stands_beside_what_is_in_force(client):
    enter(client, Role.CASE_OFFICER)
    text = client.get(PAGE).text
    assert "7 punkter er ikke like" in text
    for words in ("Partneren er uavhengig", "Faller ut", "Ingen møter i Russland", "Advarer"):
        assert words in text
    assert "Dere søker om opptil" not in text.split("<details")[0]
    current = client.get(f"{LIST}ordinary-2021/").text
    assert "ikke like" not in current
    assert "Gjelder fra 1." in current.replace("\xa0", " ")


def test_what_it_changes_is_told_beside_what_holds_the_day_before(client):
    head, deputy = (UserFactory(roles=[role]) for role in (Role.HEAD, Role.DEPUTY))
    propose_version(ready(), clock.today() + timedelta(days=10), by=head)
    publish_version(ready(), by=deputy)
    enter(client, Role.EDITOR)
    other = f"{LIST}ordinary-2024/"
    before = client.get(other).text
    assert "Ved siden av dem som gjelder nå" in before
    assert "Hvis du foreslår en senere dag" in before
    client.post(f"{other}dag/", typed(days=20))
    text = client.get(other).text
    assert (
        f"Ved siden av dem som gjelder dagen før, {told_day(clock.today() + timedelta(19))}"
        in text
    )
    assert in_language(ready().name) in text


def test_the_list_says_where_each_stands(client):
    enter(client, Role.EDITOR)
    client.post(f"{PAGE}dag/", typed())
    text = client.get(LIST).text.replace("\xa0", " ")
    assert text.count("Gjelder nå") == 5
    assert text.count("Klar, ikke publisert") == 5
    assert text.count("<strong>Foreslått</strong>") == 1


def test_the_list_costs_the_same_however_many(client, django_assert_num_queries):
    enter(client, Role.EDITOR)
    client.get(LIST)
    with django_assert_num_queries(6):
        assert client.get(LIST).text.count(LIST) > 11
    waiting = Version.objects.filter(in_force_from=None)
    Clause.objects.filter(version__in=waiting).delete()
    waiting.delete()
    with django_assert_num_queries(6):
        assert client.get(LIST).text.count(LIST) < 9


def test_what_is_not_there_is_not_found(client):
    enter(client, Role.EDITOR)
    assert client.get(f"{LIST}no-such/").status_code == 404
    assert client.post(f"{LIST}no-such/publiser/").status_code == 404


@pytest.mark.parametrize("role", [None, *Role])
def test_who_tries_them(client, role):
    enter(client, *([role] if role else []))
    answer = client.post(f"{PAGE}prov/", {"years": "2"})
    assert answer.status_code == (302 if role in READERS - {Role.ADMINISTRATOR} else 403)
    if answer.status_code == 302:
        assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("years", "says"),
    [("0", "fra ett til ti år"), ("11", "fra ett til ti år"), ("to", "tall"), ("", "tall")],
)
def test_wrong_years_are_told_beside_the_field(client, years, says):
    enter(client, Role.HEAD)
    answer = client.post(f"{PAGE}prov/", {"years": years})
    assert answer.status_code == 200
    assert says in answer.text
    assert not Trial.objects.exists()


def test_a_trial_of_nothing_says_so_in_words(client):
    enter(client, Role.HEAD)
    there = client.post(f"{PAGE}prov/", {"years": "2"}).url
    for _before_and_after in range(2):
        text = client.get(there).text
        assert "Ingenting ble sendt i denne tiden" in text
        assert "0 av 0" not in text
        assert "<progress" not in text
        carry_on_trials()


def test_a_trial_says_how_far_it_is_and_then_what_it_found(client, sent):
    Version.objects.filter(slug="ordinary-2022").update(
        rulebook=sent.application.programme.rulebook
    )
    officer = enter(client, Role.HEAD)
    there = client.post(f"{PAGE}prov/", {"years": "2"}).url
    text = client.get(there).text
    assert "<progress" in text
    assert "1 søknad skal vurderes. Det begynner innen et minutt." in text
    assert "Ville blitt stoppet" not in text  # Nothing is judged yet, so nothing is said of it.
    carry_on_trials()
    text = client.get(there).text.replace("\xa0", " ")
    assert "<progress" not in text
    assert "1 søknad er vurdert." in text
    assert "Etter fylke" in text
    assert sent.title in text
    assert f"/saksbehandling/saker/{sent.case_file.number.replace('/', '-')}/" in text
    assert officer.roles
    assert "Kunne søkt om" in text
    assert f'href="{there}saker.csv"' in text
    enter(client, Role.EDITOR)  # Who sees no cases sees the numbers alone.
    text = client.get(there).text
    assert "Etter fylke" in text
    assert sent.title not in text
    assert client.get(there.replace("ordinary-2022", "ordinary-2024")).status_code == 404
    assert there in client.get(PAGE).text


def test_a_trials_cases_are_taken_out_as_a_list(client, sent):
    key = sent.application_id
    type(sent).objects.filter(pk=sent.pk).update(title="=HYPERLINK(1)")
    finding = {
        "clause": "4.1",
        "severity": "stops",
        "kind": "share_ceiling",
        "found": {"amount": 40_000_00, "of": 70_000_00, "percent": 57.2},
        "required": {"percent": 55, "amount": 38_500_00, "of": "total", "categories": []},
        "fields": [],
        "changes": [],
        "missing": False,
    }
    rows = [
        [key, "stopped", ["4.1"], 40_000_00, [finding], 38_500_00],
        [key, "warned", ["4.2"], 40_000_00],  # As trials were kept before.
    ]
    head = enter(client, Role.HEAD)
    trial = Trial.objects.create(
        version=ready(),
        since=clock.today(),
        asked_by=head,
        asked_at=clock.now(),
        total=1,
        found={"rows": rows},
    )
    there = f"{PAGE}prov/{trial.pk}/"
    page = client.get(there).text.replace("\xa0", " ")
    assert "Det er 57,2 prosent." in page
    assert "38 500 kr" in page
    answer = client.get(f"{there}saker.csv")
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    heads, first, second = answer.content.decode("utf-8-sig").replace("\xa0", " ").splitlines()
    assert heads.startswith("Sak;Tittel;Hva;Punkt;")
    assert first.split(";")[1:6] == ["'=HYPERLINK(1)", "Stoppet", "4.1", "40000,00", "38500,00"]
    assert "Det er 57,2 prosent. Grensa er 55 prosent." in first
    assert second.split(";")[5] == ""
    enter(client, Role.EDITOR)  # Who sees no cases gets the headings alone.
    assert len(client.get(f"{there}saker.csv").content.decode().splitlines()) == 1
    enter(client, Role.BOARD_MEMBER)
    assert client.get(f"{there}saker.csv").status_code == 403
