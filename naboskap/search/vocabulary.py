"""Words that say nothing of what is looked for, and words that people use for ours."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLERS: dict[str, frozenset[str]] = {
    "nb": _set(
        "av at bli blir da de dem den der deres det du eller en er et for fra får få ha han har"
        " hun hva hvem hvilke hvilken hvis hvor hvordan hvorfor ikke jeg kan man med meg min mitt"
        " må noe noen når og om oss på skal som så til vi vil være vår vårt å"
    ),
    "nn": _set("eg ein eit ei frå ikkje kva kven korleis kvifor kvar me dei vera då"),
    "en": _set(
        "an can could do does from how if in it my not of on or our should that the they this"
        " us we what when where which who whom why will with would you your"
    ),
    "ru": _set(
        "бы быть вы где да для до его если есть ещё еще из или их как какая какие какой когда кто"
        " куда ли мне мой можно мы на над нам нас наш не нет но об от по почему при про со так то"
        " только ты что чтобы это"
    ),
}
EVERY_FILLER = frozenset().union(*FILLERS.values())

# What people write, and what pages and paragraphs call it. Beginnings are enough.
ALSO: dict[str, tuple[str, ...]] = {
    "buss": ("reise",),
    "busstur": ("reise", "buss"),
    "tur": ("reise",),
    "fly": ("reise",),
    "tog": ("reise",),
    "hotell": ("overnatting", "opphold"),
    "ringe": ("telefon",),
    "ringer": ("telefon",),
    "penger": ("støtte",),
    "drakt": ("utstyr",),
    "drakter": ("utstyr",),
    "fotballdrakter": ("utstyr",),
    "instrumenter": ("utstyr",),
    "bus": ("travel",),
    "hotel": ("accommodation",),
    "call": ("phone",),
    "kits": ("equipment",),
    "автобус": ("поезд",),
    "автобуса": ("поезд",),
    "гостиница": ("проживан",),
    "позвонить": ("телефон",),
    "звонить": ("телефон",),
    "футболки": ("оборудован",),
    "инвентарь": ("оборудован",),
}
