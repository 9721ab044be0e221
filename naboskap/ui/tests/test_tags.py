import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from django.utils.functional import lazystr
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from naboskap import ui
from naboskap.ui.figures import KronerField
from naboskap.ui.parts import Change, Seat, Step
from naboskap.ui.templatetags.ui import drawn as rows_drawn

CLOSES = datetime(2021, 11, 1, 22, 59, tzinfo=UTC)


GRACE = datetime(2021, 11, 1, 23, 14, 59, tzinfo=UTC)


def drawn(source, **context):
    return " ".join(Template(source).render(Context(context)).replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("language", "ore", "words"),
    [
        ("nb", 21_000_000, "210 000 kr"),
        ("nb", 125_050, "1 250,50 kr"),
        ("en", 21_000_000, "NOK 210 000"),
        ("ru", 21_000_000, "210 000 NOK"),
        ("ru", 100, "1 NOK"),
        ("ru", 2_200, "22 NOK"),
        ("ru", 1_100, "11 NOK"),
        ("ru", 1_150, "11,50 NOK"),
    ],
)
def test_money_is_written_as_the_language_does(language, ore, words):
    with translation.override(language):
        assert drawn("{{ ore|money }}", ore=ore) == words


def test_nothing_is_written_for_a_sum_that_is_not_known():
    assert drawn("[{{ ore|money }}][{{ ore|count }}][{{ ore|day }}]", ore=None) == "[][][]"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "mandag 1. november 2021"),
        ("en", "Monday 1 November 2021"),
        ("ru", "понедельник, 1 ноября 2021"),
    ],
)
def test_days_are_written_as_the_language_does(language, words):
    with translation.override(language):
        assert drawn('{{ on|day:"weekday" }}', on=date(2021, 11, 1)) == words


def test_an_instant_is_told_at_both_places():
    with translation.override("nb"):
        words = drawn('{% moment at at="both" %}', at=CLOSES)
        assert (
            "mandag 1. november 2021 kl. 23.59 i Oslo, tirsdag 2. november kl. 01.59 i Murmansk"
            in words
        )
        assert "natt til tirsdag" in drawn("{% clocks at %}", at=CLOSES)
        assert "kl. 23.59 i Oslo" in drawn("{% moment at %}", at=CLOSES)
        assert "kl. 01.59 i Murmansk" in drawn('{% moment at at="across" %}', at=CLOSES)
    assert drawn("{% moment at %}", at=None) == ""
    with pytest.raises(TemplateSyntaxError):
        drawn('{% moment at at="nowhere" %}', at=CLOSES)


@time_machine.travel(datetime(2021, 10, 25, 9, 0, tzinfo=UTC), tick=False)
def test_sent_is_never_confused_with_not_sent():
    with translation.override("nb"):
        waiting = drawn("{% sent_line closes_at=at %}", at=CLOSES)
        assert "Ikke sendt ennå" in waiting
        assert "om 7 dager og 13 timer" in waiting
        assert "data-sent" not in waiting
        sent = drawn('{% sent_line sent_at=at number="21/0412" %}', at=CLOSES)
        assert "data-sent" in sent
        assert "21/0412" in sent
        assert "Ikke sendt" not in sent
        assert "når du er klar" in drawn("{% sent_line %}")
        assert "Ingen runde er åpen" in drawn("{% sent_line is_open=False %}")
        grace = drawn("{% sent_line closes_at=at takes_until=grace %}", at=CLOSES, grace=GRACE)
        assert "tar vi imot til tirsdag 2. november kl. 00.14 i Oslo" in grace
        assert "tjenesten var nede" in drawn(
            "{% sent_line closes_at=at is_extended=True %}", at=CLOSES
        )
    with time_machine.travel(datetime(2021, 11, 2, tzinfo=UTC)), translation.override("nb"):
        assert "Fristen er ute" in drawn("{% sent_line closes_at=at %}", at=CLOSES)
    with time_machine.travel(GRACE, tick=False), translation.override("nb"):
        held_up = drawn("{% sent_line closes_at=at takes_until=grace %}", at=CLOSES, grace=GRACE)
        assert "Du kan likevel sende til" in held_up


class Everything(forms.Form):
    name = forms.CharField(label="Navn", help_text="Hva heter dere?")
    sum = KronerField(label="Sum")
    kind = forms.ChoiceField(
        label="Slag", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    many = forms.MultipleChoiceField(
        label="Flere",
        choices=[(1, "En"), (2, "To")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    yes = forms.BooleanField(label="Ja takk")
    where = forms.ChoiceField(label="Hvor", choices=[("x", "X")], required=False)
    text = forms.CharField(label="Tekst", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Fil", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


ALL = "{% for one in form %}{% field one %}{% endfor %}"


def test_every_field_has_its_label_and_tells_its_error():
    with translation.override("nb"):
        form = Everything({"name": "", "sum": "hundre", "many": ["2"]})
        words = drawn("{% error_prefix form %}{% error_summary form %}" + ALL, form=form)
    assert words.startswith("Feil: <section")
    assert '<a class="ds-link" href="#id_sum">Sum</a>: Skriv summen som et tall' in words
    assert '<a class="ds-link" href="#id_kind_0">Slag</a>' in words
    assert 'aria-describedby="id_name-hint id_name-error"' in words
    assert 'value="hundre"' in words
    assert words.count('aria-invalid="true"') == 5
    assert (
        '<input class="ds-input" type="checkbox" name="many" id="id_many_1" value="2" checked>'
        in words
    )
    assert "required" not in words.replace("(ikke påkrevd)", "")
    assert words.count("<label") + words.count("<legend") == 8 + 4


def test_a_form_without_fault_has_no_list():
    assert drawn("{% error_prefix form %}{% error_summary form %}", form=Everything()) == ""


def test_a_label_that_asks_is_followed_by_no_second_sign():
    class Asked(forms.Form):
        who = forms.CharField(label=lazystr("Who asks?"))
        place = forms.CharField(label="Place")

    words = drawn("{% error_summary form %}", form=Asked({}))

    assert "asks?</a> " in words
    assert "Place</a>: " in words


def test_faults_of_a_whole_formset_are_listed():
    rows_of = forms.formset_factory(Everything, max_num=1, validate_max=True)
    rows = rows_of(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-0-name": "a",
            "form-1-name": "b",
        }
    )
    words = drawn("{% error_summary rows %}", rows=rows)
    assert "#id_form-1-sum" in words
    assert words.count("<p>") == 1


def test_the_pair_is_drawn_as_two_equal_halves():
    words = drawn(
        "{% pair home across %}",
        home=Seat(name="Skolen"),
        across=Seat(name="Partneren", side="b", note="x"),
    )
    assert words.count('<section><h2 class="nk-pair__side">') == 2
    assert "Norsk side" in words
    assert "Partnersiden" in words


def test_a_turn_says_who_what_and_by_when():
    with translation.override("nb"):
        words = drawn('{% turn "Partneren" "bekrefter." by %}', by=CLOSES)
        assert "<b>Partneren</b> bekrefter. " in words
        assert "Innen mandag 1. november" in words
        assert "Innen mandag 1. november 2021." in drawn(
            '{% turn "a" "b" by %}', by=date(2021, 11, 1)
        )


def test_advice_offers_the_nearest_change():
    worded = SimpleNamespace(
        heading="For mye",
        found="75 prosent",
        needed="70 prosent",
        changes=("Søk om mindre.", Change("Bruk 210 000", label="Bruk", name="fix", value="1")),
    )
    words = drawn('{% advice worded level="stop" clause="4.1" %}', worded=worded)
    assert 'data-level="stop"' in words
    assert 'data-variant="secondary" type="submit" name="fix" value="1">Bruk' in words
    with pytest.raises(TemplateSyntaxError):
        drawn('{% advice worded level="odd" %}', worded=worded)


def test_what_the_same_change_puts_right_keeps_its_level_and_its_lesson():
    def told(heading: str, level: str, lesson: str) -> SimpleNamespace:
        return SimpleNamespace(
            heading=heading, found="F", needed="N", clause="3.2", level=level, lesson=lesson
        )

    request = RequestFactory().get("/")
    request.lessons_there = {
        slug: SimpleNamespace(href=f"/{slug}/", title=slug) for slug in ("budget", "activities")
    }
    first = told("Først", "stop", "budget")
    first.also = (
        told("Så", "advice", "activities"),
        told("Og", "stop", "budget"),
        told("Til slutt", "warn", "activities"),
    )
    with translation.override("en"):
        words = drawn(
            '{% advice worded level="stop" clause="3.1" lesson="budget" %}',
            worded=first,
            request=request,
        )
    rows = words.split('<ul class="nk-list">')[1].split("<li>")[1:]
    levels = ("Must be mended", "Advice, does not stop", "Should be looked at")
    assert [[each in row for each in levels] for row in rows] == [
        [False, True, False],
        [False, False, False],
        [False, False, True],
    ]
    assert "Must be mended before you send. Paragraph 3.1" in words
    assert "Advice, does not stop you from sending. F N" in words
    assert (words.count("/activities/"), words.count("/budget/")) == (1, 1)
    assert "/activities/" in rows[0]


def test_a_share_is_drawn_against_its_limit():
    words = drawn("{% share 75 70 %}")
    assert 'width="70.00%"' in words
    assert 'width="5.00%"' in words
    assert 'class="nk-share__over"' not in drawn("{% share 60 70 %}")


def test_steps_lead_on():
    words = drawn(
        "{% steps path %}",
        path=[Step("A", "/a/", state="done"), Step("B", state="now", also=(Step("C", "/c/"),))],
    )
    assert 'aria-current="step"' in words
    assert "<h3>B</h3>" in words
    assert 'href="/c/"' in words


def test_a_button_is_a_link_or_a_button():
    assert "<a " in drawn('{% button "Gå" href="/" %}')
    assert "formaction" in drawn('{% button "Gå" post="/x/" tone="secondary" %}')
    for wrong in (
        '{% button "a" href="/" post="/" %}',
        '{% button "a" tone="loud" %}',
        '{% art "lion" %}',
    ):
        with pytest.raises(TemplateSyntaxError):
            drawn(wrong)


def test_pages_keep_what_the_address_asks_for():
    request = RequestFactory().get("/saker/?q=elv&page=2")
    words = drawn("{% pagination page %}", page=Paginator(range(30), 10).page(2), request=request)
    assert 'href="?q=elv&amp;page=1"' in words
    assert 'href="?q=elv&amp;page=3"' in words
    assert drawn("{% pagination page %}", page=Paginator([], 10).page(1), request=request) == ""


@pytest.mark.parametrize(
    ("language", "path", "links"),
    [("nb", "/om-oss/", ["/en/om-oss/", "/ru/om-oss/"]), ("ru", "/ru/", ["/", "/en/"])],
)
def test_the_same_page_is_offered_in_the_other_languages(language, path, links):
    with translation.override(language):
        words = drawn("{% languages %}", request=RequestFactory().get(path))
    assert [part.split('"')[0] for part in words.split('href="')[1:]] == links


def test_a_menu_marks_where_one_is():
    request = RequestFactory().get("/prosjekter/elva/")
    assert drawn('{% here "/prosjekter/" %}', request=request) == 'aria-current="true"'
    assert drawn('{% here "/prosjekter/elva/" %}', request=request) == 'aria-current="page"'
    assert drawn('{% here "/prosjekter/" exact=True %}', request=request) == ""


@pytest.mark.parametrize(
    ("ends", "by", "on"),
    [
        (
            datetime(2021, 12, 10, 23, 0, tzinfo=UTC),
            "fredag 10. desember 2021 kl. 23.59 i Oslo, lørdag 11. desember kl. 01.59 i Murmansk",
            "10. desember 2021",
        ),
        (
            datetime(2021, 12, 10, 15, 0, tzinfo=UTC),
            "fredag 10. desember 2021 kl. 16.00 i Oslo, 18.00 i Murmansk",
            "10. desember 2021",
        ),
        (date(2021, 12, 10), "fredag 10. desember 2021", "10. desember 2021"),
    ],
)
def test_a_day_that_ends_at_midnight_is_the_last_day(ends, by, on):
    with translation.override("nb"):
        assert f"Innen {by}." in drawn('{% turn "Deres tur:" "svare." at %}', at=ends)
        assert drawn("{{ at|last_day }}", at=ends) == on


def test_a_row_escapes_what_is_not_safe_already():
    rows = [("<b>&\"'", SafeString("<i>")), (lazystr("Ja & nei"), 7)]
    pattern = "<p title='{}'>{}</p>"
    assert rows_drawn("\n", pattern, rows) == format_html_join("\n", pattern, rows)


def test_what_opens_shows_its_focus_as_links_do():
    """Chosen by keyboard, every summary has the outline that a link in the menu has."""
    sheet = (Path(ui.__file__).parent / "static" / "ui" / "naboskap.css").read_text("utf-8")
    [shown] = re.findall(r"\.nk-nav a:focus-visible (\{[^}]*\})", sheet)
    assert f"details:not(.ds-details) > summary:focus-visible {shown}" in sheet
