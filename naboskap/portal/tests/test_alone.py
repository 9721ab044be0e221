"""Whoever applies alone is spoken to as one, and of no other side, from start to letter."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from naboskap.applications.actions import begin_change
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import (
    draft,
    fill_alone,
    organisation,
    programme,
)
from naboskap.assessments.actions import send_application
from naboskap.letters.kinds import KINDS
from naboskap.letters.queries import letters_about
from naboskap.letters.tests.samples import FACTS
from naboskap.letters.wording import worded
from naboskap.notifications.models import Message
from naboskap.portal.tests.test_applications import at
from naboskap.questionnaires.tests.factories import starter_forms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]

OF_TWO = {
    "nb": r"\b(dere|deres|begge|sammen|paret|partneren|partner|den andre siden)\b",
    "en": r"\b(both|together|pair|partner|the other side)\b",
    "ru": r"\b(обе|обеих|оба|вместе|партн[её]р\w*|другая сторона|другой стороны)\b",
}
# A partner may come all the same: there it is named, as on one's own page, where anybody may look
# for one. And sums, files and papers are "together".
MEANT = re.compile(
    r"You need no partner here\. Do you have one all the same\?|"
    r"Du trenger ingen partner her\. Har du en likevel\?|"
    r"Партнёр здесь не нужен\. Но, может быть, он у вас есть\?|"
    r"Find a partner|Finn en partner|Найти партнёра|"
    r"Til sammen|All together|Все вместе|Сумма меняется вместе|approve both|godkjenner begge",
    re.IGNORECASE,
)
PAGES = ["draft", "basics", "activities", "participants", "texts", "money", "papers"]
PAGES += ["wish", "read", "send", "withdraw", "advice", "informed"]


@pytest.fixture
def of(db):
    form = starter_forms("application-journalist")["application-journalist"]
    facts = {"needs_partner": False, "allows_private_person": True, "answer_to_weeks": 6}
    return programme("journalist", short_form=form, full_form=form, **facts)


@pytest.fixture
def alone(of, lead):
    return draft(lead, of=of, own=organisation(lead, kind="private_person"))


def spoken_of_two(page, language):
    """Return what a page says of two, in its own words."""
    main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    main = re.sub(r"<(template|script|option|textarea)\b.*?</\1>", "", main, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", "\n", main))
    lines = [line.strip() for line in MEANT.sub("", text).splitlines() if line.strip()]
    return [line for line in lines if re.search(OF_TWO[language], line, re.IGNORECASE)]


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_no_page_of_a_lone_draft_speaks_of_two(ours, alone, lead, language):
    fill_alone(alone, by=lead)
    with translation.override(language):
        addresses = {name: at(name, alone) for name in PAGES}
        addresses["start"] = reverse("portal:start", kwargs={"slug": alone.programme.slug})
    told = {name: spoken_of_two(ours.get(page), language) for name, page in addresses.items()}
    assert {name: lines for name, lines in told.items() if lines} == {}


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_what_is_missing_is_told_to_one(ours, alone, language):
    with translation.override(language):
        addresses = [at(name, alone) for name in ("draft", "send")]
    told = [spoken_of_two(ours.get(page), language) for page in addresses]
    assert told == [[], []]


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_no_page_of_what_one_sent_alone_speaks_of_two(ours, alone, lead, language):
    send_application(fill_alone(alone, by=lead), by=lead)
    begin_change(Application.objects.get(), is_taken_up=False, by=lead)
    with translation.override(language):
        addresses = {name: at(name, alone) for name in ("sent", "receipt", "changing")}
        addresses["home"] = reverse("portal:home")
    told = {name: spoken_of_two(ours.get(page), language) for name, page in addresses.items()}
    assert {name: lines for name, lines in told.items() if lines} == {}


def test_the_receipt_and_my_page_tell_by_when_the_answer_comes(ours, alone, lead):
    send_application(fill_alone(alone, by=lead), by=lead)

    for address in (at("receipt", alone), reverse("portal:home")):
        text = ours.get(address).content.decode().replace("\xa0", " ")
        assert "Du får svar innen 13. desember 2021." in text, address


def test_no_mail_and_no_receipt_to_one_speaks_of_two(alone, lead):
    case = send_application(fill_alone(alone, by=lead), by=lead)

    told = [f"{one.title} {one.body}" for one in Message.objects.filter(address=lead.email)]
    assert told
    assert not [one for one in told if re.search(OF_TWO["nb"], one, re.IGNORECASE)]
    [letter] = letters_about(case)
    assert letter.reader == "a"


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
@pytest.mark.parametrize("kind", ["receipt", "award", "refusal", "approval", "hold", "resume"])
def test_no_letter_to_one_speaks_of_two(kind, language):
    own = {"conditions": "", "reason": "x", "because": "", "found": "", "adviser": ""}
    facts = FACTS[kind] | {name: told for name, told in own.items() if name in FACTS[kind]}
    facts |= {"side_b": "", "to": ["Demo"]}
    facts |= {name: None for name in ("confirm_by", "paragraph") if name in facts}
    if "line_reasons" in facts:
        facts["line_reasons"] = []
    page = worded(kind, KINDS[kind].model_validate(facts), language, date(2021, 11, 25))
    said = [page["heading"], page["lead"]]
    for section in page["sections"]:
        said += [section["heading"], *section["paragraphs"], *section["points"]]
    said = [MEANT.sub("", one) for one in said]
    assert [one for one in said if re.search(OF_TWO[language], one, re.IGNORECASE)] == []
