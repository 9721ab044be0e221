"""The words in which people say when: bokmål, nynorsk, English and Russian, whole words only."""


def _words(number: int, text: str) -> dict[str, int]:
    return dict.fromkeys(text.split(), number)


def _all(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _in_russian(stem: str, *endings: str) -> str:
    return " ".join(stem + ending for ending in endings)


_SOFT, _HARD = ("ь", "я", "е", "ю"), ("", "а", "е", "у")
MONTHS: dict[str, int] = {
    **_words(1, f"jan januar january янв {_in_russian('январ', *_SOFT)}"),
    **_words(2, f"feb febr februar february фев февр {_in_russian('феврал', *_SOFT)}"),
    **_words(3, f"mar mars march мар {_in_russian('март', *_HARD)}"),
    **_words(4, f"apr april апр {_in_russian('апрел', *_SOFT)}"),
    **_words(5, f"mai may {_in_russian('ма', 'й', 'я', 'е', 'ю')}"),
    **_words(6, f"jun juni june июн {_in_russian('июн', *_SOFT)}"),
    **_words(7, f"juli july июл {_in_russian('июл', *_SOFT)}"),
    **_words(8, f"aug august авг {_in_russian('август', *_HARD)}"),
    **_words(9, f"sep sept september сен сент {_in_russian('сентябр', *_SOFT)}"),
    **_words(10, f"okt oct oktober october окт {_in_russian('октябр', *_SOFT)}"),
    **_words(11, f"nov november ноя нояб {_in_russian('ноябр', *_SOFT)}"),
    **_words(12, f"des dec desember december дек {_in_russian('декабр', *_SOFT)} førjul"),
    **_words(13, "etterjul"),  # January of the year after.
}
SPRING, SUMMER, AUTUMN, WINTER = 3, 6, 9, 12  # The number of the first month.
SEASONS: dict[str, int] = {
    **_words(SPRING, "vår våren spring весна весны весне весну весной весною"),
    **_words(SUMMER, "sommer sommeren sommar sommaren summer лето лета лету летом лете"),
    **_words(AUTUMN, "høst høsten haust hausten autumn fall"),
    **_words(AUTUMN, "осень осени осенью"),
    **_words(WINTER, "vinter vinteren winter зима зимы зиме зиму зимой зимою"),
}
# Monday is 0.
WEEKDAYS: dict[str, int] = {
    **_words(0, "mandag måndag monday понедельник понедельника понедельнику пн"),
    **_words(1, "tirsdag tysdag tuesday вторник вторника вторнику вт"),
    **_words(2, "onsdag wednesday среда среду среды среде ср"),
    **_words(3, "torsdag thursday четверг четверга четвергу чт"),
    **_words(4, "fredag friday пятница пятницу пятницы пятнице пт"),
    **_words(5, "lørdag laurdag saturday суббота субботу субботы субботе сб"),
    **_words(6, "søndag sundag sunday воскресенье воскресенья воскресенью вс"),
}
WEEKEND = _all("helg helga helgen helgi weekend выходные выходных")
# Which of several, from 0; -1 is the last.
ORDINALS: dict[str, int] = {
    **_words(0, "første fyrste 1. first 1st первые первых 1-е"),
    **_words(1, "andre 2. second 2nd вторые вторых 2-е"),
    **_words(2, "tredje 3. third 3rd третьи третьих 3-и"),
    **_words(3, "fjerde 4. fourth 4th четвертые четвертых 4-е"),
    **_words(-1, "siste last последние последних"),
}
# Where in the period: its first, second or last third.
PARTS: dict[str, int] = {
    **_words(0, "tidlig tidleg tidlegast starten begynnelsen byrjinga early beginning"),
    **_words(0, "начало начале начала рано"),
    **_words(1, "midten midt middle mid середина середине середины"),
    **_words(2, "sent seint slutten end late конец конце конца поздно"),
}
AFTER = _all("etter after после")
NEXT = _all("neste next следующим следующей следующего следующее следующий следующую")
OR = _all("eller or или")
FILLERS = _all(
    "ca cirka circa omtrent omlag om lag kring rundt omkring trolig truleg kanskje antakelig"
    " vi jeg eg det den i på til fra frå og en gang ein gong av mellom mot utpå"
    " måned månad året år rett like oppstart starter startar"
    " about around roughly approximately probably perhaps maybe some time sometime in on from to"
    " and the of between we month year start starts"
    " примерно приблизительно около наверное может быть возможно где то в во с со на к ко и"
    " между по год года году г месяц месяце мы я нам нас"
)
UNKNOWN = [
    phrase.split()
    for phrase in (
        *("vet ikke", "veit ikkje", "veit ikke", "vet ikkje", "aner ikke", "ingen anelse"),
        *("vet vi ikke", "veit vi ikkje", "vet jeg ikke", "veit eg ikkje"),
        *("usikker", "usikre", "usikkert", "uvisst", "ukjent"),
        *("ikke bestemt", "ikkje bestemt", "ikke klart", "ikkje klart", "ikke avklart"),
        *("har ikke bestemt oss", "har ikkje bestemt oss"),
        *("don t know", "dont know", "do not know", "not known", "not sure", "unsure"),
        *("unknown", "no idea", "not decided", "have not decided", "undecided"),
        *("не знаю", "не знаем", "не известно", "неизвестно", "не решили", "не решено"),
        *("не определились", "не определено", "не уверен", "не уверена", "не уверены"),
    )
]
_BESIDE = _all(
    "ennå enno helt heilt nøyaktig sikkert når start starter oss er dette yet when exactly it is"
    " i m re starts пока еще точно когда начало начнем начнется это"
)
BESIDE_UNKNOWN = FILLERS | NEXT | OR | _BESIDE
