"""The picture of a plan: equal halves, words for whoever looks and for whoever listens."""

import re
from functools import partial
from types import SimpleNamespace

from django.template import Context, Template
from django.utils import translation


def half(person_days, *, task=True):
    return SimpleNamespace(
        person_days=person_days, has_task=task, takes_part=task or bool(person_days)
    )


def _leads(who, side):
    return who in {side, "both"}


def plan(*rows, visits=((0, 0), (0, 0)), elsewhere=0, led=None, costs=(0, 0), spots=()):
    led = led or {}
    activities = [
        SimpleNamespace(
            what=what,
            language="nb",
            from_date=None,
            to_date=None,
            is_online=False,
            halves={"a": a, "b": b},
            is_joint=a.has_task and b.has_task,
            is_led_by=partial(_leads, led.get(what, "")),
        )
        for what, a, b in rows
    ]
    days = [(each.halves[side].person_days, side) for each in activities for side in each.halves]
    return SimpleNamespace(
        activities=activities,
        visits={
            side: SimpleNamespace(times=times, people=people)
            for side, (times, people) in zip("ab", visits, strict=True)
        },
        elsewhere=elsewhere,
        costs=dict(zip("ab", costs, strict=True)),
        led_by=lambda who: list(led.values()).count(who),
        weak_spots=spots,
        person_days_together=0,
        joint=sum(each.is_joint for each in activities),
        person_days_of=lambda side: sum(each or 0 for each, of in days if of == side),
        is_whole=all(each is not None for each, _side in days),
    )


def drawn(cooperation, language="nb"):
    with translation.override(language):
        source = "{% load cooperation %}{% cooperation plan %}"
        return Template(source).render(Context({"plan": cooperation}))


def bars(html):
    return [
        (side, bool(passive), float(width))
        for side, passive, width in re.findall(
            r'bar" data-side="(.)"( data-passive)? x="[\d.]+%" y="\d+" width="([\d.]+)%"', html
        )
    ]


def test_the_same_number_is_the_same_length_on_both_sides():
    html = drawn(plan(("Prøver", half(66), half(66, task=False)), ("Møte", half(33), half(0))))

    assert bars(html) == [
        ("a", False, 37.0),
        ("b", True, 37.0),
        ("a", False, 18.5),
        ("b", False, 1.5),
    ]


def test_nobody_there_has_no_bar_and_says_so():
    html = drawn(plan(("Kveld", half(40), half(0, task=False))))
    assert [side for side, _passive, _width in bars(html)] == ["a"]
    assert "er ikke med" in html


def test_what_is_not_written_is_a_question_and_not_nought():
    html = drawn(plan(("Leir", half(None), half(6))))
    assert ">?</text>" in html
    assert "persondager er ikke kjent ennå" in html
    assert "mangler dato" in html


def test_a_ring_is_for_what_both_do():
    html = drawn(
        plan(("Sammen", half(6), half(6)), ("Hver for seg", half(6), half(6, task=False)))
    )
    assert html.count("nk-profile__knot") == 1
    assert "oppgave i 1 av 2 aktiviteter" in html


def test_visits_are_drawn_each_way():
    html = drawn(plan(("Leir", half(6), half(6)), visits=((2, 26), (0, 0)), elsewhere=1))
    assert "2 besøk, 26 personer" in html
    assert html.count("nk-profile__tip") == 1
    assert "ingen besøk" in html
    assert "én gang i et annet land" in html


def test_it_is_told_to_whoever_listens_and_holds_no_style():
    html = drawn(plan(("Leir", half(1234), half(6))), "ru")
    assert 'role="img" aria-labelledby="cooperation-t cooperation-d"' in html
    assert "1\u00a0234 человеко-дня" in html
    assert "style=" not in html


def test_a_plan_of_noughts_is_drawn():
    assert "<svg" in drawn(plan(("Tomt", half(0), half(0))))
    assert "<svg" in drawn(plan())


def test_a_plan_without_numbers_draws_tasks_and_counts_nothing():
    joint = ("Treningshelg", half(None), half(None))
    html = drawn(plan(joint, ("Møte", half(None, task=False), half(None))))
    assert len(bars(html)) == 3
    assert "Hvor mange som er med på hver aktivitet, er ikke skrevet." in html
    assert re.findall(r"(?i)persondag|besøk|\?<", html) == []
    counted = drawn(plan(("Treningshelg", half(None), half(4))))
    assert len(re.findall(r"(?i)persondag", counted)) > 3


def test_who_leads_and_what_it_costs_is_drawn_and_told():
    both = ("Leir", half(6), half(6))
    html = drawn(plan(both, led={"Leir": "both"}, costs=(210_000_00, 105_000_00)))
    assert html.count("nk-profile__lead") == 2
    assert "Begge sammen: 1" in html
    assert html.count("har en oppgave, leder") == 2
    widths = re.findall(r'data-money x="[\d.]+%" y="\d+" width="([\d.]+)%"', html)
    assert widths == ["37.00", "18.50"]
    assert html.count("210\u00a0000\u00a0kr") >= 3
    assert "data-money" not in drawn(plan(both))


def test_a_weak_spot_is_told_with_what_helps_and_no_number_of_its_own():
    rows = [("Leir", half(6), half(6, task=False)), ("Kveld", half(6), half(0, task=False))]
    spots = [
        SimpleNamespace(kind=kind, side="b", number=1, of=2, nearest=nearest)
        for kind, nearest in [
            ("apart", 1),
            ("apart", 0),
            ("passive", 2),
            ("passive", 0),
            ("one_way", 0),
            ("one_leads", 2),
            ("one_pays", 0),
        ]
    ]
    for language in ("nb", "en", "ru"):
        html = drawn(plan(*rows, spots=spots), language)
        assert html.count("<li>") >= len(spots) + 3
        assert "%(" not in html
    html = drawn(plan(*rows, spots=spots))
    assert "Partnersiden er aktiv i 1 av 2 aktiviteter." in html
    assert "bare én vei" in html
    assert "«Kveld»" in html
    assert "Hva som kan bli sterkere" not in drawn(plan(*rows))
