"""Whom a version meets, and what its two people must have seen before it holds."""

from datetime import timedelta

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import try_on_past
from naboskap.applications.tests.factories import draft, programme
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import begin_version, load_guidelines, write_clause
from naboskap.guidelines.models import Version
from naboskap.guidelines.tests.factories import every_row
from naboskap.office.tests.test_guidelines_written import clause
from naboskap.office.tests.test_ideas import enter
from naboskap.programmes.tests.factories import RoundFactory
from naboskap.ui.wording import day as told_day

LIST = "/saksbehandling/retningslinjer/"
PAGE = f"{LIST}made/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db):
    load_guidelines(every_row(), by=SYSTEM)
    writer = UserFactory(roles=[Role.EDITOR])
    name = {"nb": "Ny", "en": "New", "ru": "Новая"}
    source = Version.objects.get(slug="ordinary-2021")
    return begin_version(source, slug="made", name=name, by=writer)


@pytest.fixture
def torn(made):
    """A version that lets 55 per cent be asked for, and has 30 of own money reported."""
    row = clause(made)
    facts = {name: getattr(row, name) for name in ("number", "heading", "words", "kind")}
    facts |= {"severity": row.severity, "parameters": row.parameters | {"percent": 55}}
    write_clause(
        made, facts, clause=row.pk, read_revision=row.revision, by=UserFactory(roles=[Role.HEAD])
    )
    made.refresh_from_db()
    return made


def a_day(days=1):
    day = clock.today() + timedelta(days=days)
    return {"from_date": f"{day.day}.{day.month}.{day.year}"}


def test_who_proposes_and_who_publishes_are_asked_first(client, torn):
    names = []
    for act, sent in (("dag/", a_day()), ("publiser/", {})):
        names.append(str(enter(client, Role.EDITOR)))
        asked = client.post(f"{PAGE}{act}", sent)
        assert asked.status_code == 200
        assert "Har dere sett dette?" in asked.text
        assert "rapporten skal vise 30" in asked.text.replace("\xa0", " ")
        assert "Kryss av her" not in asked.text  # Asked, and not refused.
        unticked = client.post(f"{PAGE}{act}", sent | {"stamp": str(torn.stamp)})
        assert "Kryss av her, eller endre punktene først." in unticked.text
        older = client.post(f"{PAGE}{act}", sent | {"stamp": "older", "seen": "on"})
        assert "Noen har endret punktene" in older.text
        ticked = sent | {"stamp": str(torn.stamp), "seen": "on"}
        assert client.post(f"{PAGE}{act}", ticked).url == PAGE
        assert f"at de har sett det: {names[0]}" in client.get(PAGE).text
    torn.refresh_from_db()
    assert torn.in_force_from == clock.today() + timedelta(days=1)
    after = client.get(PAGE).text
    assert "Punkter som ikke går sammen" in after
    assert "Utgaven ble publisert likevel." in after
    for name in names:
        assert name in after.split("Har krysset av for at de har sett det:")[1].split("</p>")[0]


def test_a_wrong_day_is_told_before_anything_is_asked(client, torn):
    enter(client, Role.EDITOR)
    told = client.post(f"{PAGE}dag/", {"from_date": "1.1.2021"}).text
    assert "Velg en dag som kommer." in told
    assert "Har dere sett dette?" not in told


@pytest.fixture
def drafts(made):
    """A programme of the version's, with two rounds, and two drafts; and one of another's."""
    ours = programme(is_open=False)
    assert ours.rulebook == made.rulebook
    now = clock.now()
    soon, long = now + timedelta(days=2), now + timedelta(days=40)
    ends = {"opens_at": now - timedelta(days=9)}
    RoundFactory(programme=ours, name={"nb": "Stengt snart"}, closes_at=soon, **ends)
    RoundFactory(programme=ours, name={"nb": "Åpen lenge"}, closes_at=long, **ends)
    for of in (ours, ours, programme("youth")):
        draft(of=of)
    return long


def test_it_is_told_whom_a_proposed_version_meets(client, made, drafts):
    head = enter(client, Role.HEAD)
    page = client.get(PAGE).text
    for words in ("Åpent nå eller kunngjort", "Stengt snart", "Åpen lenge", "2 utkast er begynt."):
        assert words in page
    client.post(f"{PAGE}dag/", a_day(days=10))
    enter(client, Role.DEPUTY)
    trial = try_on_past(made, 2, by=head)
    for there in (PAGE, f"{PAGE}prov/{trial.pk}/"):
        page = client.get(there).text
        assert f"Åpent {told_day(clock.today() + timedelta(days=10))}" in page
        for words in ("Åpen lenge", "2 utkast er begynt.", "Det som sendes før den dagen"):
            assert words in page
        assert "Stengt snart" not in page
    client.post(f"{PAGE}publiser/")
    assert "2 utkast er begynt." in client.get(PAGE).text
    assert "utkast er begynt" not in client.get(f"{LIST}ordinary-2021/").text


def test_whom_it_meets_is_told_where_it_is_asked(client, torn, drafts):
    enter(client, Role.EDITOR)
    asked = client.post(f"{PAGE}dag/", a_day(days=10)).text
    assert "Åpen lenge" in asked
    assert "Stengt snart" not in asked
