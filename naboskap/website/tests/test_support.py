"""Can our project get support? Six questions at one address, and an answer that can be shared."""

import json
import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naboskap.advice.outline import unsealed
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.findings import known, stopping
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Clause, Version
from naboskap.guidelines.outlook import YES, needs_of
from naboskap.guidelines.queries import rules_of
from naboskap.guidelines.tests.factories import every_row
from naboskap.organisations.actions import load_places
from naboskap.programmes.actions import fill_examples, open_example_rounds
from naboskap.programmes.models import Programme, Round
from naboskap.programmes.tests.factories import load_starter, programme_rows
from naboskap.ui import wording
from naboskap.website.cache import LONGEST
from naboskap.website.support.forms import QUESTIONS

PATH = "/kan-vi-fa-stotte/"
CLUB = {
    "hvem": "sports_club",
    "sted": "NO-56",
    "partner": "RU-MUR",
    "tema": "sport",
    "alder": "0-14",
    "sammen": "both",
    "mote": "turn",
    "sum": "50 000",
    "kostnad": "80 000",
    "start": "",
}


@pytest.fixture
def places(db, settings):
    rows = json.loads((settings.ROOT / "starter" / "places.json").read_text("utf-8"))
    load_places(rows, by=SYSTEM)


@pytest.fixture
def late_in_the_year():
    """The end of a November, before any round of it is opened: asked for before ``offers``."""
    with time_machine.travel("2026-11-27 10:00+01:00", tick=False):
        yield


@pytest.fixture
def offers(places):
    load_starter()
    fill_examples(programme_rows(), by=SYSTEM)
    open_example_rounds(programme_rows(), by=SYSTEM)


def get(client, language="", **answers):
    return client.get(f"{language}{PATH}?{urlencode(answers)}")


def text_of(answer) -> str:
    words = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1])
    return " ".join(unescape(words).split())


def without(*names, **changed):
    return {name: value for name, value in {**CLUB, **changed}.items() if name not in names}


@pytest.mark.parametrize("language", ["", "/en", "/ru"])
def test_one_question_at_a_time_and_what_is_answered_goes_along(client, offers, language):
    told = {}
    for number, question in enumerate(QUESTIONS, 1):
        page = get(client, language, **told)
        assert page.context["number"] == number
        for name, value in told.items():
            assert f'<input type="hidden" name="{name}" value="{value}">' in page.content.decode()
        told |= {name: value for name, value in CLUB.items() if name in question.names}
    page = get(client, language, **told)
    assert page.context["answer"].verdict == YES
    assert not page.cookies


def test_after_the_first_question_the_next_has_the_focus_and_nothing_stands_before_it(
    client, offers
):
    """Six times through the menu is far, by keyboard; an error takes the focus before it."""
    focused = re.compile(r"<[^>]*\bautofocus\b[^>]*>")
    first = client.get(PATH).text
    assert focused.findall(first) == []
    assert 'role="search"' in first
    second = client.get(PATH, {"hvem": "sports_club", "sted": "NO-56", "svart": 1}).text
    [heading] = focused.findall(second)
    assert heading.startswith("<h2")
    assert 'tabindex="-1"' in heading
    assert 'role="search"' not in second
    [wrong] = focused.findall(client.get(PATH, {"svart": 1}).text)
    assert "nk-errors" in wrong


def test_there_are_six_questions_at_most():
    assert len(QUESTIONS) <= 6


def test_a_question_without_an_answer_is_asked_again_with_why(client, offers):
    page = get(client, hvem="", sted="NO-56")
    text = page.content.decode()
    assert 'id="id_hvem-error"' in text
    assert '<option value="NO-56" selected>' in text
    # Untouched, nothing is wrong yet.
    assert "nk-errors" not in client.get(PATH).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"hvem": "pirate"}, {"sted": "XX-1"}, {"sum": "mye"}, {"start": "31.2.2027"}]
)
def test_what_cannot_be_read_is_asked_again(client, offers, wrong):
    page = get(client, **CLUB | wrong)
    assert page.status_code == 200
    assert "nk-errors" in page.content.decode()
    [name] = wrong
    assert f'id="id_{name}-error"' in page.content.decode()


def test_an_answer_is_changed_and_the_others_stay(client, offers):
    page = get(client, **CLUB, endre="3")
    text = page.content.decode()
    assert "nk-errors" not in text
    assert re.search(r'value="sport"[^>]* checked', text)
    assert '<input type="hidden" name="hvem" value="sports_club">' in text
    assert '<input type="hidden" name="kostnad" value="80 000">' in text
    assert get(client, **CLUB, endre="17").context["answer"].verdict == YES


def test_yes_names_the_programme_the_deadline_on_both_clocks_and_whom_to_ring(client, offers):
    AdviserFactory(themes=["sport"], phone="+47 00 00 00 07")
    text = text_of(get(client, "/en", **CLUB))
    for words in ("Yes, it looks like it", "Barents funds", "in Oslo", "in Murmansk"):
        assert words in text
    for words in ("4–6 weeks", "+47 00 00 00 07", "What we have not asked about", "no promise"):
        assert words in text


def test_it_is_perhaps_until_what_both_do_is_told(client, offers):
    """WEB-80: what decides most is not known, so the answer is not yes."""
    page = get(client, "/en", **CLUB | {"sammen": "unsure", "sum": "", "kostnad": ""})
    text = text_of(page)
    assert page.context["answer"].is_undecided
    assert "Perhaps: what you do together decides" in text
    assert "Yes, it looks like it" not in text
    asked = get(client, "/en", **CLUB | {"sammen": "unsure"}, endre="5")
    assert page.context["tasks"].endswith("endre=5")
    assert "sammen" in asked.context["form"].fields
    for told in ("both", "one"):
        assert not get(client, **CLUB | {"sammen": told}).context["answer"].is_undecided


def test_not_yet_names_the_paragraph_and_what_helps(client, offers):
    page = get(client, "/en", **CLUB | {"partner": "none"})
    text = text_of(page)
    for words in ("Not yet", "A partner is missing", "Paragraph 2.4", "help you to find one"):
        assert words in text
    assert "/en/retningslinjer/ordinary-2021/#p2.4" in page.content.decode()
    too_much = text_of(get(client, "/en", **CLUB | {"sum": "70 000"}))
    assert "Ask for NOK 56 000" in too_much.replace("\u00a0", " ")


def test_a_sum_above_the_whole_cost_is_told_beside_the_field(client, offers):
    """WEB-40."""
    page = get(client, "/en", **CLUB | {"sum": "80 000", "kostnad": "60 000"})
    assert page.context["number"] == 6
    assert "answer" not in page.context
    assert 'id="id_sum-error"' in page.text
    assert "more than it costs in all, NOK 60 000" in text_of(page).replace("\u00a0", " ")
    assert get(client, **CLUB | {"sum": "80 000"}).context["answer"].verdict != YES


YOUNG = CLUB | {"alder": "15-30", "sum": "55 000", "kostnad": "60 000"}


def test_another_programme_is_not_named_in_silence(client, offers):
    """WEB-41."""
    text = text_of(get(client, "/en", **YOUNG)).replace("\u00a0", " ")
    for words in (
        "Perhaps, in another programme",
        "Why not Barents funds?",
        "Ask for NOK 42 000",
        "Not set yet for Regional youth programme: ",
        "Call us before you begin",
    ):
        assert words in text
    plain = text_of(get(client, "/en", **YOUNG | {"sum": "40 000"}))
    assert "Why not" not in plain
    assert "Yes, it looks like it" in plain


def test_another_programme_is_no_yes_either_until_what_both_do_is_told(client, offers):
    """WEB-80: also where another programme is named, and its paragraphs are all set."""
    youth = Clause.objects.filter(version__slug="youth-2021", kind="share_ceiling")
    assert youth.update(parameters={"percent": 95})
    Version.objects.filter(slug="youth-2021").update(stamp=uuid4())
    told = get(client, "/en", **YOUNG)
    assert "<h1>Yes, but in another programme</h1>" in told.text
    page = get(client, "/en", **YOUNG | {"sammen": "unsure"})
    assert page.context["answer"].passed
    assert page.context["answer"].is_undecided
    assert "<h1>Perhaps, in another programme</h1>" in page.text
    assert "Yes, but" not in page.text
    assert "decides more than anything else" in text_of(page)


@pytest.mark.parametrize(
    ("asked", "is_told"), [("399 999", False), ("400 000", True), ("4 000 000", True)]
)
def test_a_sum_for_the_board_is_told_of(client, offers, asked, is_told):
    """WEB-42."""
    answers = CLUB | {"sum": asked, "kostnad": "60 000 000"}
    assert ("The board decides" in text_of(get(client, "/en", **answers))) is is_told
    Programme.objects.update(board_threshold=None)
    assert "The board decides" not in text_of(get(client, "/en", **answers, again="1"))


def test_what_the_partner_is_can_be_told(client, offers):
    page = get(client, **CLUB, slag="municipality")
    outline = unsealed(page.context["answer"].token)
    assert outline.partner_kind == "municipality"
    assert "Kommune" in text_of(page)
    assert unsealed(get(client, **CLUB).context["answer"].token).partner_kind == ""
    assert get(client, **CLUB, slag="unsure").context["answer"].verdict == YES
    asked = get(client, **without("partner"), partner="RU-MUR", slag="")
    assert 'id="id_slag-error"' in asked.text
    assert get(client, **CLUB | {"partner": "none"}, slag="").context["answer"]
    clauses = Version.objects.get(slug="ordinary-2021").clauses
    clauses.filter(number="2.5").update(
        kind="partner_kind",
        parameters={"kinds": ["school"], "barred_controls": None, "of_countries": None},
    )
    Version.objects.filter(slug="ordinary-2021").update(stamp="6" * 32)
    barred = get(client, **CLUB | {"tema": "sport", "alder": "31-"}, slag="municipality")
    assert barred.context["answer"].verdict == "no"
    assert "Finn en partner som er: skole" in text_of(barred)


def test_what_must_be_told_of_a_partner_is_not_marked_as_left_to_choice(client, offers):
    page = text_of(get(client, hvem="sports_club", sted="NO-56"))
    assert "Hva er partneren?" in page
    assert "ikke påkrevd" not in page
    assert "Har dere ingen partner ennå, hopper dere over dette." in page
    money = text_of(get(client, **without("sum", "kostnad", "start")))
    assert "ikke påkrevd" in money


def test_not_knowing_is_left_out_beside_what_is_known(client, offers):
    """WEB-101."""
    several = urlencode([*without("alder").items(), ("alder", "0-14"), ("alder", "unsure")])
    page = client.get(f"{PATH}?{several}")
    assert "Vi vet ikke ennå" not in text_of(page)
    assert "Opptil 14 år" in text_of(page)
    assert "unsure" not in page.context["share"]
    assert page.context["outline"].age == "0-14"
    alone = get(client, **CLUB | {"alder": "unsure"})
    assert "Vi vet ikke ennå" in text_of(alone)
    assert "alder=unsure" in alone.context["share"]


@pytest.mark.parametrize("name", ["tema", "alder", "sammen"])
def test_nothing_chosen_is_told_beside_the_field(client, offers, name):
    number = next(each for each, one in enumerate(QUESTIONS, 1) if name in one.names)
    names = QUESTIONS[number - 1].names
    page = get(client, **without(*names), svart=number)
    assert page.context["number"] == number
    assert f'id="id_{name}-error"' in page.text
    assert ("Velg ett eller flere svar" if name == "alder" else "Velg ett svar") in page.text
    assert f'name="svart" value="{number}"' in page.text
    assert not re.search("Velg ett (eller flere )?svar", get(client, **without(*names)).text)


def test_without_a_partner_it_leads_to_one_first(client, offers):
    page = get(client, **CLUB | {"partner": "none"})
    assert 'href="/finn-partner/"' in page.text.split("<main")[1].split("</main")[0]
    assert 'href="/spor/?tema=sport"' in page.text
    assert "mailto:?" not in page.text
    assert re.search(r'<a class="ds-button"[^>]*href="/finn-partner/"', page.text)
    assert not re.search(r'<a class="ds-button"[^>]*svar=', page.text)
    assert "svar=" in page.text


def test_a_journey_in_a_field_without_one_is_told_of_those_there_are(client, offers):
    told = CLUB | {"partner": "none", "sammen": "travels"}
    text = text_of(get(client, **told))
    for words in ("Ingen reiseordning", "BarentsKult reisestøtte", "Reisestøtte for journalister"):
        assert words in text
    assert "Gi partneren en oppgave" not in text
    assert "0 av 1" not in text
    culture = get(client, **told | {"tema": "culture"})
    assert culture.context["answer"].first.programme.slug == "barentskult-reisestotte"
    assert "Ingen reiseordning" not in text_of(culture)


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "Begge sider må ha en oppgave"), ("/ru", "задача должна быть у обеих сторон")],
)
@pytest.mark.parametrize("meet", ["home", "across", "turn", "online", "unsure"])
def test_no_activities_are_counted_that_nobody_was_asked_about(
    client, offers, language, words, meet
):
    """WEB-99."""
    text = text_of(get(client, language, **CLUB | {"sammen": "one", "mote": meet}))
    assert words in text
    assert not re.search(r"\d+ (?:av|из) \d+ (?:aktivitet|мероприят)", text)


def test_a_place_outside_the_region_is_told_without_a_count(client, offers):
    """WEB-99."""
    journey = {"hvem": "private_person", "tema": "media", "partner": "none", "sammen": "travels"}
    page = get(client, **CLUB | journey | {"sted": "NO-*", "mote": "home"})
    text = text_of(page)
    assert "Dere har valgt å møtes utenfor regionen" in text
    assert "0 av 1" not in text


def test_a_start_before_an_answer_can_come_is_told_of_first(client, offers):
    """WEB-100."""
    with time_machine.travel("2026-11-27 10:00+01:00", tick=False):
        page = get(client, **CLUB | {"start": "til vinteren"})
        answer = page.context["answer"]
        assert answer.verdict == YES
        head = text_of(page).split("Dette er ikke et løfte")[0]
        assert "Ja, men svaret kan komme etter start" in head
        assert "på egen risiko" in head
        assert wording.day(answer.start_after).replace("\xa0", " ") in head
        later = get(client, **CLUB | {"start": f"{answer.start_after:%d.%m.%Y}"})
        assert later.context["answer"].start_after is None
        assert "Ja, det ser slik ut" in text_of(later)
        day_before = answer.start_after - timedelta(days=1)
        assert (
            get(client, **CLUB | {"start": f"{day_before:%d.%m.%Y}"}).context["answer"].start_after
        )


def test_a_start_before_the_round_opens_is_counted_from_that_day_and_said_to_be(client, offers):
    """GUI-52: one thing must be put right, and the day to send on is told."""
    with time_machine.travel("2026-11-27 10:00+01:00", tick=False):
        for one in Round.objects.all():
            one.opens_at, one.closes_at = clock.now() + timedelta(days=40), None
            one.takes_until = None
            one.save()
        page = get(client, **CLUB | {"start": "15.12.2026"})

    answer, text = page.context["answer"], text_of(page).replace("\xa0", " ")
    assert answer.verdict == "not_yet"
    assert [one.paragraph.number for one in answer.stops] == ["3.3"]
    assert "Én ting må rettes først" in text
    assert "Runden åpner 6. januar 2027. Dere kan ikke sende før det" in text


@pytest.mark.parametrize(
    ("language", "begin"),
    [("", "Begynn et utkast"), ("/en", "Begin a draft"), ("/ru", "Начать черновик")],
)
def test_whoever_has_no_number_hears_of_it_before_the_draft(client, offers, language, begin):
    """WEB-111."""
    text = text_of(get(client, language, **CLUB))
    assert 0 < text.index("brreg.no") < text.index(begin)


def test_a_person_who_may_apply_hears_of_no_number(client, offers):
    """WEB-111."""
    person = CLUB | {"hvem": "private_person", "tema": "culture"}
    assert "brreg.no" not in text_of(get(client, **person))


def test_a_partner_from_elsewhere_hears_where_one_may_be(client, offers):
    text = text_of(get(client, **CLUB | {"partner": "RU-*"}))
    assert "Finn en partner i et av disse områdene: " in text
    assert "Dere har valgt Et annet sted: Russland" in text
    assert "Skriv hvem partneren er" not in text


def test_several_age_groups_are_chosen(client, offers):
    told = CLUB | {"alder": ["0-14", "15-30"]}
    page = client.get(f"{PATH}?{urlencode(told, doseq=True)}")
    answer = page.context["answer"]
    assert unsealed(answer.token).ages == ("0-14", "15-30")
    assert page.context["share"].count("alder=") == 2
    again = client.get(f"{PATH}?{urlencode({**told, 'endre': '5'}, doseq=True)}")
    assert again.text.count('type="hidden" name="alder"') == 2
    back = client.get(f"{PATH}?{urlencode({**told, 'endre': '4'}, doseq=True)}")
    assert len(re.findall(r'name="alder"[^>]* checked', back.text)) == 2


def test_what_helps_is_in_whole_hundreds_as_what_was_told(client, offers):
    page = get(client, "/en", **CLUB | {"sum": "70 000", "kostnad": "80 001"})
    text = text_of(page).replace("\u00a0", " ")
    assert "Ask for NOK 56 000" in text
    assert "Add work or money for NOK 20 000" in text


def test_no_has_a_way_on_and_no_draft(client, offers):
    page = get(client, "/en", **CLUB | {"hvem": "private_person"})
    text = text_of(page)
    assert "Not as it is, but there is a way on" in text
    assert "Choose an organisation that can be the applicant" in text
    assert "another organisation" not in text
    assert "I have an idea" in text
    assert "/en/ide/?tema=sport" in page.content.decode()
    assert "svar=" not in page.content.decode()


def test_an_artist_alone_hears_of_the_programme_that_takes_persons(client, offers):
    page = get(client, **CLUB | {"hvem": "private_person", "tema": "culture"})
    assert page.context["answer"].verdict == YES
    assert page.context["answer"].first.programme.slug == "barentskult"


def test_who_tells_from_across_sends_the_answer_to_the_other_side(client, offers):
    page = get(client, "/ru", **CLUB | {"sted": "RU-MUR", "partner": "NO-56"})
    assert page.context["answer"].verdict == YES
    assert "svar=" not in page.content.decode()
    assert "Заявку начинает норвежская сторона." in text_of(page)


def test_the_answers_go_into_the_draft_signed(client, offers):
    page = get(client, **CLUB)
    [link] = re.findall(r'href="([^"]*/soknader/ny/[^"]*)"', page.content.decode())
    address = urlsplit(unescape(link))
    assert address.path == "/min-side/soknader/ny/barentsmidler/"
    outline = unsealed(parse_qs(address.query)["svar"][0])
    assert (outline.kind, outline.partner, outline.amount) == ("sports_club", "RU-MUR", 50_000_00)


def test_the_shared_answer_is_the_address_and_names_nobody(client, offers):
    page = get(client, **CLUB)
    assert parse_qs(urlsplit(page.context["share"]).query) == {
        name: [value] for name, value in CLUB.items() if value
    }
    assert "mailto:?subject=" in page.content.decode()
    assert 'name="robots" content="noindex"' in page.content.decode()


def test_who_runs_the_partner_is_a_question_where_it_decides(client, offers):
    assert "styrt" not in get(client, **without("partner")).content.decode()
    clauses = Version.objects.get(slug="ordinary-2021").clauses
    clauses.filter(number="2.5").update(
        kind="partner_kind",
        parameters={"kinds": None, "barred_controls": ["local_authority"], "of_countries": None},
    )
    Version.objects.filter(slug="ordinary-2021").update(stamp="5" * 32)
    assert "styrt" in get(client, **without("partner")).content.decode()
    page = get(client, "/en", **CLUB, styrt="local_authority")
    assert page.context["answer"].verdict == "no"
    assert get(client, **CLUB, styrt="independent").context["answer"].verdict == YES


@pytest.mark.parametrize("address", ["/ide/", "/spor/", "/radgivere/"])
def test_fields_begin_with_a_capital_wherever_one_chooses_among_them(client, offers, address):
    text = client.get(address).text
    assert re.search(r'<option value="sport"[^>]*>\s*Idrett', text)
    assert not re.search(r'<option value="sport"[^>]*>\s*idrett', text)


def test_a_house_without_programmes_has_a_way_on_too(client, places):
    text = text_of(get(client, "/en", **CLUB))
    assert "No programme takes such projects now" in text


choices = {
    "hvem": ["school", "sports_club", "company", "private_person"],
    "sted": ["NO-18", "NO-56", "NO-*", "RU-MUR", "*-*"],
    "slag": ["municipality", "company", "unsure"],
    "partner": ["none", "RU-MUR", "RU-*", "NO-18", "FI-10"],
    "tema": ["sport", "culture", "business", "media", "unsure"],
    "alder": ["0-14", "15-30", "31-", "all", "unsure"],
    "sammen": ["both", "one", "travels", "unsure"],
    "mote": ["home", "across", "turn", "online", "unsure"],
    "sum": ["", "10 000", "60 000", "500 000"],
    "kostnad": ["", "50 000", "100 000"],
    "start": ["", "1.3.2000", "1.3.2100"],
}


def in_kroner(answers, *names) -> bool:
    asked, total = (int(answers[name].replace(" ", "")) for name in names)
    return asked > total


@given(st.fixed_dictionaries({name: st.sampled_from(each) for name, each in choices.items()}))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_page_never_says_yes_where_the_judge_finds_a_stop(client, offers, answers):
    page = get(client, **answers)
    if answers["sum"] and answers["kostnad"] and in_kroner(answers, "sum", "kostnad"):
        assert "answer" not in page.context
        return
    answer = page.context["answer"]
    outline = unsealed(answer.token) if answer.token else None
    if answer.verdict != YES:
        assert answer.stops
        return
    if outline is None:  # Told from across: the other side begins.
        assert answer.is_from_across
        return
    fit = answer.first
    facts, told = outline.facts(page.context["now"].date(), home="NO")
    rules = rules_of(fit.version)
    asked = {one.clause.number for one in rules.asked if needs_of(one.clause) <= told}
    assert not {one.clause for one in stopping(known(judge(rules, facts)))} & asked


def test_it_costs_the_same_with_one_programme_and_with_five(
    client, offers, django_assert_num_queries
):
    pad = "x" * (LONGEST + 1)  # Not kept.
    get(client, **CLUB, pad=pad)
    for shown in (5, 1):
        Programme.objects.exclude(order__lte=shown).update(is_shown=False)
        get(client, **CLUB, pad=pad)
        with django_assert_num_queries(12):
            get(client, **CLUB, pad=pad)
        with django_assert_num_queries(6):
            get(client, **without("start"), pad=pad)


def test_a_kept_answer_is_new_the_moment_a_round_is_closed(client, offers):
    for _time in range(3):
        before = text_of(get(client, "/en", **CLUB))
    programme = Programme.objects.get(slug="barentsmidler")
    programme.rounds.all().delete()
    after = text_of(get(client, "/en", **CLUB))
    assert "in Murmansk" in before
    assert "No round is open now" in after


def test_an_answer_tells_of_guidelines_that_come_before_it_may_be_sent(client, offers):
    told = CLUB | {"x": "y" * LONGEST}
    assert get(client, **told).context["soon"] is None
    load_guidelines(every_row(), by=SYSTEM)
    Version.objects.filter(slug="ordinary-2022").update(
        rulebook=Programme.objects.get(slug="barentsmidler").rulebook,
        in_force_from=clock.today() + timedelta(days=1),
    )

    page = get(client, **told)

    assert "Nye retningslinjer fra" in text_of(page)
    assert 'href="/retningslinjer/ordinary-2022/endringer/"' in page.text


def test_a_stranger_needs_no_cookie_and_no_token(offers):
    stranger = Client(enforce_csrf_checks=True)
    assert get(stranger, **CLUB).status_code == 200
    assert not stranger.cookies
    assert stranger.post(PATH, CLUB).status_code in {403, 405}


@pytest.mark.parametrize(
    ("theme", "words"),
    [("sport", "forklar hvorfor i søknaden"), ("culture", "forklar hvorfor i søknaden")],
)
def test_it_tells_what_equipment_is_and_what_is_paid_of_it(client, offers, theme, words):
    page = get(client, **CLUB | {"tema": theme})
    text = text_of(page)
    assert "Hvis dere trenger utstyr" in text
    assert "instrumenter, kameraer og drakter" in text
    assert words in text
    [told] = [one for one in page.context["answer"].notes if "utstyr" in one.heading]
    assert (
        "equipment"
        in dict(
            Clause.objects.get(
                version__slug=told.paragraph.version, number=told.paragraph.number
            ).parameters
        )["categories"]
    )


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("", "sommeren 2033", "Starter mellom 1. juni 2033 og 31. august 2033"),
        ("", "ca. mai 2033", "Starter mellom 1. mai 2033"),
        ("/en", "summer 2033", "Starts between 1 June 2033"),
        ("/ru", "летом 2033", "Начало между 1 июня 2033"),
        ("/ru", "весна 2033", "Начало между 1 марта 2033"),
    ],
)
def test_a_season_is_an_answer_to_when(client, offers, language, typed, words):
    page = get(client, language, **CLUB | {"start": typed})
    assert page.context["answer"].verdict == YES
    assert page.context["outline"].start.year == 2033
    assert words in text_of(page).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("", "vet ikke", "Dere vet ikke alt ennå, og det er helt greit. Vi har vurdert resten."),
        ("/ru", "не знаю", "Остальное мы оценили."),
        ("/ru", "Я не знаю", "Остальное мы оценили."),
        ("", "Det vet vi ikke ennå", "Vi har vurdert resten."),
    ],
)
def test_not_to_know_is_an_answer_and_the_rest_is_judged(client, offers, language, typed, words):
    alone = CLUB | {"partner": "none"}
    assert words not in text_of(get(client, language, **alone))
    for name in ("start", "sum", "kostnad"):
        page = get(client, language, **alone | {name: typed})
        assert page.context["answer"].stops  # That there is no partner is judged all the same.
        assert words in text_of(page)
        again = get(client, language, **alone | {name: typed}, endre="6")
        assert f'value="{typed}"' in again.text  # What was typed stands there.


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("2026", "31. desember 2026"),
        ("høsten 2026", "30. november 2026"),
        ("i år", "31. desember"),
    ],
)
def test_what_runs_now_does_not_start_too_early(client, late_in_the_year, offers, typed, last):
    """WEB-83."""
    page = get(client, **CLUB | {"start": typed})
    assert page.context["answer"].verdict == YES
    assert page.context["outline"].start == clock.today()
    assert f"Starter mellom 27. november 2026 og {last}" in text_of(page).replace("\xa0", " ")
    earlier = get(client, **CLUB | {"start": "sommeren 2026"})
    assert earlier.context["answer"].verdict == "not_yet"


def test_days_that_are_named_are_told_and_a_day_alone_is_one_day(client, late_in_the_year, offers):
    several = text_of(get(client, **CLUB | {"start": "10.–12. mai"})).replace("\xa0", " ")
    assert "Starter mellom 10. mai 2027 og 12. mai 2027" in several
    alone = text_of(get(client, **CLUB | {"start": "onsdag i uke 8"})).replace("\xa0", " ")
    assert "Starter 24. februar 2027" in alone


@pytest.mark.parametrize("typed", ["neste år", "våren", "i mars", "etter jul", "весной"])
def test_the_shared_address_bears_the_start_as_it_was_read(client, offers, typed):
    """WEB-84."""
    with time_machine.travel("2026-12-31 10:00+01:00", tick=False):
        page = get(client, **CLUB | {"start": typed})
        read = page.context["outline"].start
        others = get(client, **CLUB | {"start": typed}, endre="2")
    assert "endre" not in page.context["share"]
    with time_machine.travel("2027-07-01 10:00+02:00", tick=False):
        shared = client.get(page.context["share"])
        assert shared.context["outline"].start in {read, clock.today()}
        assert shared.context["outline"].start.year == 2027
        assert shared.context["share"] == page.context["share"]
    assert (
        others.context["others"]["start"]
        == parse_qs(urlsplit(page.context["share"]).query)["start"]
    )


@pytest.mark.parametrize("typed", ["våren 2027", "1.4.2027", "vet ikke", "2027"])
def test_a_start_with_its_year_stands_in_the_address_as_it_was_typed(client, offers, typed):
    page = get(client, **CLUB | {"start": typed})
    assert parse_qs(urlsplit(page.context["share"]).query)["start"] == [typed]


@pytest.mark.parametrize("typed", ["jul 2027", "fra mai til slutten av juni 2027"])
def test_a_start_with_two_readings_is_asked_again(client, offers, typed):
    """WEB-82."""
    page = get(client, **CLUB | {"start": typed})
    assert page.context["number"] == 6
    assert 'id="id_start-error"' in page.text
    assert f'value="{typed}"' in page.text
