import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.disclosure import gate
from naboskap.disclosure.folding import bgn, iso9, norwegian
from naboskap.disclosure.gate import (
    Name,
    Party,
    Public,
    crowds,
    day,
    level_of,
    level_together,
    mask,
    show_party,
)
from naboskap.disclosure.tests import canaries


def partner(**facts):
    known = {
        "key": "cards/1/b",
        "side": "b",
        "side_is_protected": True,
        "kind": "school",
        "regions": ("RU-MUR",),
        "name": "Школа на холме",
    }
    return Party(**(known | facts))


def applicant(**facts):
    known = {
        "key": "cards/1/a",
        "side": "a",
        "side_is_protected": False,
        "kind": "voluntary",
        "regions": ("NO-56",),
        "name": "Idrettslaget Elva",
        "place": "Finnmark",
    }
    return Party(**(known | facts))


def crowd(number, **facts):
    return crowds(partner(key=f"cards/{n}/b", **facts) for n in range(number))


def test_a_public_text_is_made_by_the_gate_alone():
    with pytest.raises(TypeError):
        Public("Школа на холме")
    made = mask("et samarbeid", language="nb")
    assert isinstance(made, Public)
    assert type(made + " til") is str, "a changed text has not passed the gate"
    with pytest.raises(TypeError):
        pickle.loads(pickle.dumps(made))


@pytest.mark.parametrize(
    ("party", "level"),
    [
        (applicant(), "open"),
        (applicant(wish="region"), "region"),
        (applicant(wish="hidden"), "hidden"),
        (partner(), "region"),
        (partner(wish="hidden"), "hidden"),
        (partner(wish="open"), "region"),
        (partner(wish="open", wish_is_confirmed=True), "open"),
        (partner(side_is_protected=None, wish="open"), "region"),
        (partner(kind=""), "hidden"),
        (applicant(kind=""), "hidden"),
        (partner(wish="everything"), "hidden"),
        (partner(wish="open", wish_is_confirmed=True, is_hidden=True), "hidden"),
        (applicant(is_hidden=True), "hidden"),
        (applicant(side_is_protected=None), "region"),
    ],
)
def test_dis_1_2_3_the_level_of_a_party(party, level):
    assert level_of(party) == level


def test_dis_4_a_private_person_is_never_named():
    for person in (
        applicant(kind="private_person", name="Kari Elva"),
        partner(kind="private_person", wish="open", wish_is_confirmed=True),
    ):
        shown = show_party(person, crowd(5, kind="private_person"), "nb")
        assert not shown.is_named
        assert person.name not in shown.text
    home = show_party(applicant(kind="private_person"), crowd(0), "nb")
    assert home.text == "En privatperson i Finnmark"


@pytest.mark.parametrize(
    ("number", "text", "level"),
    [(4, "En partner i nord", "hidden"), (5, "En skole i Murmansk oblast", "region")],
)
def test_dis_5_kind_and_region_need_a_crowd(number, text, level):
    shown = show_party(partner(), crowd(number), "nb")
    assert (shown.text, shown.level) == (text, level)
    assert (shown.kind, shown.regions) == (("school", ("RU-MUR",)) if number == 5 else (None, ()))


def test_dis_5_the_crowd_counts_partners_and_not_projects():
    same = crowds(partner(key=f"cards/{n}/b", identity="organisation/7") for n in range(9))
    assert show_party(partner(), same, "nb").text == "En partner i nord"


def test_dis_5_the_crowd_counts_only_those_who_are_shown():
    hidden = crowds(partner(key=f"cards/{n}/b", is_hidden=n < 5) for n in range(9))
    assert show_party(partner(), hidden, "nb").text == "En partner i nord"
    assert crowds([partner()], least=1).hide(partner()) is False


@pytest.mark.parametrize(
    "facts", [{"regions": ()}, {"kind": ""}, {"regions": ("RU-XXX",)}, {"kind": "club of one"}]
)
def test_dis_3_what_is_not_known_makes_the_answer_careful(facts):
    assert show_party(partner(**facts), crowd(9, **facts), "nb").text == "En partner i nord"


def test_every_language_has_its_words():
    two = ("RU-ARK", "RU-MUR")
    both = crowd(5, regions=two)
    assert [show_party(partner(), crowd(5), code).text for code in ("nb", "en", "ru")] == [
        "En skole i Murmansk oblast",
        "A school in Murmansk oblast",
        "Школа в Мурманской области",
    ]
    assert (
        show_party(partner(regions=two), both, "nb").text
        == "En skole i Arkhangelsk oblast og i Murmansk oblast"
    )
    assert show_party(applicant(wish="hidden"), crowd(0), "ru").text == "Заявитель с севера"


def test_named_only_when_open():
    shown = show_party(partner(wish="open", wish_is_confirmed=True), crowd(0), "nb")
    assert (shown.text, shown.is_named) == ("Школа на холме", True)
    assert show_party(applicant(), crowd(0), "nb").place == "Finnmark"
    assert show_party(applicant(name="  "), crowd(0), "nb").text == (
        "En frivillig organisasjon i Finnmark"
    )


def test_what_belongs_to_both_follows_the_careful_one():
    a, b = show_party(applicant(), crowd(5), "nb"), show_party(partner(), crowd(5), "nb")
    assert level_together([a, b]) == "region"
    assert level_together([a, show_party(partner(), crowd(0), "nb")]) == "hidden"
    assert level_together([a]) == "open"
    assert level_together([]) == "hidden"


def test_dates_follow_the_level():
    when = date(2021, 6, 4)
    assert [day(when, level) for level in ("open", "region", "hidden")] == [
        "2021-06-04",
        "2021",
        "2021",
    ]
    assert day(None, "open") is None


@pytest.mark.parametrize(
    ("text", "level", "regions", "shown"),
    [
        ("Tur til Murmansk", "region", ["RU-MUR"], "Tur til Murmansk"),
        ("Tur til Murmansk", "region", ["RU-ARK"], "Tur til [et sted på partnersiden]"),
        ("Tur til Murmansk", "hidden", ["RU-MUR"], "Tur til [et sted på partnersiden]"),
        ("Tur til Lovozero", "region", ["RU-MUR"], "Tur til [et sted på partnersiden]"),
        ("Tur til Lovozero", "open", [], "Tur til Lovozero"),
        ("Поездка в Апатитах", "region", ["RU-MUR"], "Поездка в [et sted på partnersiden]"),
        ("17.mai Narjan-Mar", "hidden", [], "17.mai [et sted på partnersiden]"),
        ("Skole 31 del 2", "region", ["RU-MUR"], "[en partner] del 2"),
        ("Skoleåret 2019 i Kirkenes", "hidden", [], "Skoleåret 2019 i Kirkenes"),
        ("Mynter av nikkel kom til skolen", "hidden", [], "Mynter av nikkel kom til skolen"),
        ("Skriv til a.b@example.org", "open", [], "Skriv til [kontaktopplysning]"),
        ("Se www.example.org/x", "region", [], "Se [kontaktopplysning]"),
        ("Ring +7 815 212 34 56 nå", "hidden", [], "Ring [kontaktopplysning] nå"),
        ("Indigenous people Inter Arctic", "hidden", [], "Indigenous people Inter Arctic"),
    ],
)
def test_dis_6_places_leave_a_text_where_the_level_hides_them(text, level, regions, shown):
    assert mask(text, language="nb", level=level, regions_shown=regions) == shown


@pytest.mark.parametrize("form", canaries.ALL_FORMS)
def test_dis_6_no_form_of_a_planted_name_stays(form):
    text = f"Vi møtte {form}, og ({form}) skal-{form} være «{form}»."
    for level in ("open", "region", "hidden"):
        masked = mask(text, canaries.names(), language="nb", level=level)
        assert canaries.leaks(masked) == [], masked
        assert masked.startswith("Vi møtte [") or not form.isascii()


def test_the_words_follow_the_reader():
    name = [Name("Лариса Петрова", "person")]
    assert [mask("med Larisa", name, language=code) for code in ("nb", "en", "ru", "fi")] == [
        "med [en person]",
        "med [a person]",
        "med [человек]",
        "med [a person]",
    ]


def test_a_body_is_found_by_its_telling_words_and_whole():
    name = [Name("Муниципальная школа искусств «Радуга»", "organisation")]
    masked = mask("Школа искусств finnes. Raduga spilte. Радугой.", name, language="nb")
    assert masked == "Школа искусств finnes. [en partner] spilte. [en partner]."
    plain = [Name("Дом культуры", "organisation")]
    assert mask("i Дом культуры og дом", plain, language="nb") == "i [en partner] og дом"


def test_a_short_name_is_found_as_it_is_written():
    name = [Name("Ия Ли", "person")]
    masked = mask("Ия og Ija, i a på Li", name, language="nb")
    assert masked == "[en person] og [en person], i a på [en person]"


SYLLABLES = [c + v for c in "бвгджзклмнпрстфхцчшщ" for v in "аеёиоуыюя"]
words = st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=5).map("".join)


@given(words, st.sampled_from(["person", "organisation", "place"]), st.sampled_from("уае"))
def test_dis_6_masking_leaves_no_planted_name(word, kind, ending):
    """Any made-up name, in any script and case, is gone from the text."""
    name = word.capitalize() + "н"
    for write in (str, norwegian, bgn, iso9):
        for form in (name, name + ending, name.upper(), name.lower()):
            written = write(form)
            masked = mask(f"og {written} kom", [Name(name, kind)], language="nb")
            assert written not in masked
            assert masked.startswith("og [")


@given(st.text(max_size=200))
def test_masking_takes_any_text(text):
    assert isinstance(gate.mask(text, canaries.names(), language="nb"), Public)
