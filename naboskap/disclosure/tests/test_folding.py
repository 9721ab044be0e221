import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.disclosure.folding import bgn, fold, fold_name, iso9, norwegian

NORWEGIAN = {
    "Енисей": "Jenisej",
    "Ереван": "Jerevan",
    "Чебоксары": "Tsjeboksary",
    "Хрущёв": "Khrusjtsjov",
    "Достоевский": "Dostojevskij",
    "Толстой": "Tolstoj",
    "Ельцин": "Jeltsin",
    "Новая Земля": "Novaja Zemlja",
    "Аксёнов": "Aksionov",
    "Чернобыль": "Tsjernobyl",
    "Брежнев": "Bresjnev",
    "Жириновский": "Sjirinovskij",
    "Санкт-Петербург": "St. Petersburg",
    "МУРМАНСК": "MURMANSK",
    "Афанасьев": "Afanasiev",
}


@pytest.mark.parametrize(("russian", "written"), NORWEGIAN.items())
def test_the_norwegian_rule_gives_the_published_spellings(russian, written):
    assert norwegian(russian) == written


def test_the_other_ways_of_writing():
    assert bgn("Хрущёв Щербаков Заполярный") == "Khrushchyov Shcherbakov Zapolyarnyy"
    assert iso9("Хрущёв Наталья Щербаков") == "Hruŝëv Natalʹâ Ŝerbakov"


SAME = [
    "Хрущёв Хрущев Khrusjtsjov Khrushchev Khrushchyov Hruŝëv Xruščev Khruščëv",
    "Аксёнов Аксенов Aksionov Aksjonov Aksyonov Aksenov Aksënov",
    "Петрова Petrova PETROVA Пе́трова Pétrova",
    "Николай Nikolaj Nikolay Nikolai Nicolai",
    "Соловецкий Solovetskij Solovetsky Soloveckij Solovetskiy",
    "Печенга Petsjenga Pechenga Petchenga Pečenga",
    "Наталья Natalja Natalya Natalia Natalʹâ",
    "Михаил Mikhail Mihail Michail",
    "Александр Aleksandr Alexander Alexandr",
    "Жуков Zjukov Zhukov Žukov",
    "Håkon Haakon Хокон Hakon",
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names.split()[0])
def test_a_name_is_one_name_in_every_spelling(names):
    """A name kept in any of these spellings is found in a text that has any other."""
    kept, *others = names.split()
    for other in others:
        assert fold_name(kept) & fold(other), (kept, other)
    for other in others:
        assert fold_name(other) & fold(kept), (other, kept)


syllable = st.tuples(st.sampled_from("бвгджзклмнпрстфхцчшщ"), st.sampled_from("аеёиоуыюя")).map(
    "".join
)
russian_words = st.builds(
    lambda start, body, end: (start + "".join(body) + end).capitalize(),
    st.sampled_from(["", "а", "е", "и", "ст", "зв", "мр", "кс"]),
    st.lists(syllable, min_size=2, max_size=5),
    st.sampled_from(["", "й", "нь", "ск", "цкий", "ков", "вна", "сь", "щ"]),
)


@given(russian_words)
def test_every_transcription_folds_to_a_key_of_the_name(word):
    kept = fold_name(word)
    for written in (word, norwegian(word), bgn(word), iso9(word), word.replace("ё", "е")):
        assert kept & fold(written), (word, written)
        assert kept & fold(written.upper()), (word, written.upper())


def test_different_names_stay_apart():
    assert not fold_name("Петров") & fold("Сидоров")
    assert not fold_name("Murmansk") & fold("Kirkenes")
