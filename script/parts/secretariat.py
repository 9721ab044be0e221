"""Settle another secretariat: ask, or read a file, and write what the house begins with.

Only the standard library. What is written is ``secretariat.json`` and a small starter folder
in the data folder; no word of the shipped starter's secretariat is among it.
"""

import json
import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import environment

KNOWN_LANGUAGES = {"nb": "norsk", "en": "English", "ru": "русский"}
COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
CODE = re.compile(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
# A line of a shipped page that names a place, a people or a currency of the shipped secretariat
# says something that is not so elsewhere.
PLACE_BOUND = re.compile(
    r"barents|баренц|russ|росси|русск|nors?k|norge|norw|норве|kirkenes|киркенес|murmansk|мурманск"
    r"|nordland|нурланд|troms|тромс|finnmark|финнмарк|oslo|осло|NOK|\bkr\b|kroner|крон"
    r"|i nord\b|nord-|in the north|north-|north of|север|samisk|sámi|саам"
    # What is paid, and how much, is each house's own.
    r"|\d (?:prosent|per cent|процент)",
    re.IGNORECASE,
)
Facts = dict[str, Any]


def stop_unless(holds: object, sentence: str) -> None:
    if not holds:
        environment.stop(sentence)


def in_all(words: Any, languages: list[str], what: str) -> dict[str, str]:
    """Return words in every language; one text alone stands for all."""
    if isinstance(words, str):
        words = dict.fromkeys(languages, words)
    stop_unless(
        isinstance(words, dict) and all(words.get(code) for code in languages),
        f"The file lacks {what} in one of the languages {', '.join(languages)}.",
    )
    return {code: str(words[code]) for code in languages}


def ask(question: str, default: str = "") -> str:
    hint = f" [{default}]" if default else ""
    try:
        while True:
            answer = input(f"{question}{hint}: ").strip() or default
            if answer:
                return answer
    except EOFError:
        environment.stop("Nobody answers. Give a file: script/server --new FILE")


def asked() -> Facts:
    """Ask for all that a secretariat is, in few questions."""
    print("Another secretariat. Everything can be changed later in its own file.\n")  # noqa: T201
    languages = ask("Languages, of nb en ru, the first is your own", "nb en").split()
    facts: Facts = {
        "languages": languages,
        "name": {code: ask(f"Your name ({code})") for code in languages},
        "slogan": {code: ask(f"Your slogan ({code})") for code in languages},
        "email": ask("E-mail that people write to"),
        "phone": ask("Phone"),
        "address": ask("Postal address"),
        "website": ask("Your website", "https://example.org"),
        "currency": ask("Currency (ISO code)", "NOK"),
        "logo": ask("Logo: an SVG or PNG file, or - for none", "-"),
        "colours": [
            ask("Colour of your own side", "#256A94"),
            ask("Colour of the other side", "#C46F0C"),
        ],
        "sides": {},
        "programme": {},
    }
    for key, whose in (("a", "your own side"), ("b", "the other side")):
        facts["sides"][key] = {
            "name": {code: ask(f"Name of {whose} ({code})") for code in languages},
            "country": ask(f"Country of {whose} (ISO code, as NO)"),
            "language": ask(f"Language spoken on {whose}", languages[0 if key == "a" else -1]),
            "time_zone": ask(f"Time zone of {whose}", "Europe/Oslo"),
            "clock_place": {code: ask(f"Its clock hangs in ({code})") for code in languages},
            "is_protected": ask(f"Are parties on {whose} shielded by default? yes/no", "no")
            == "yes",
            "places": [
                {"code": code, "name": dict.fromkeys(languages, name)}
                for line in ask(
                    f"Places of {whose}: code=name, with ; between (as NO-18=Nordland)"
                ).split(";")
                for code, _, name in [line.strip().partition("=")]
            ],
        }
    facts["programme"]["name"] = {
        code: ask(f"Name of the first programme ({code})") for code in languages
    }
    facts["programme"]["summary"] = {
        code: ask(f"What it is for, in a sentence ({code})") for code in languages
    }
    return facts


def read(path: Path) -> Facts:
    stop_unless(path.is_file(), f"There is no file {path}.")
    text = path.read_text("utf-8")
    try:
        facts = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as fault:
        environment.stop(f"{path} cannot be read: {fault}")
    for name in ("name", "email", "sides", "programme"):
        stop_unless(facts.get(name), f"{path} lacks {name}.")
    return facts


def side(key: str, given: Facts, languages: list[str]) -> Facts:
    for name in ("name", "country", "places"):
        stop_unless(given.get(name), f"Side {key} lacks {name}.")
    stop_unless(CODE.match(given["country"]), f"{given['country']!r} is no country code.")
    zone = given.get("time_zone", "Europe/Oslo")
    return {
        "name": in_all(given["name"], languages, f"the name of side {key}"),
        "country": given["country"],
        "language": given.get("language", languages[0]),
        "time_zone": zone,
        "clock_place": in_all(
            given.get("clock_place") or zone.rpartition("/")[2], languages, "the clock's place"
        ),
        "is_protected": bool(given.get("is_protected", False)),
    }


def places(sides: Facts, languages: list[str]) -> list[Facts]:
    rows = []
    for key, given in sides.items():
        for place in given["places"]:
            code = place.get("code", "")
            stop_unless(CODE.match(code), f"{code!r} is no ISO 3166-2 code (as NO-18).")
            rows.append(
                {
                    "code": code,
                    "country": code[:2],
                    "name": in_all(place.get("name"), languages, f"the name of {code}"),
                    "valid_from": place.get("valid_from"),
                    "valid_to": place.get("valid_to"),
                    "side": key,
                }
            )
    return rows


def whole(facts: Facts) -> tuple[Facts, Facts]:
    """Check what was given, and return the secretariat and the starter's files."""
    languages = list(facts.get("languages") or ["nb", "en"])
    unknown = [code for code in languages if code not in KNOWN_LANGUAGES]
    stop_unless(not unknown, f"No texts in {', '.join(unknown)}; there are nb, en and ru.")
    stop_unless(set(facts["sides"]) == {"a", "b"}, "A secretariat has two sides: a and b.")
    colours = list(facts.get("colours") or ["", ""])
    stop_unless(len(colours) == len("ab"), "Give two colours, one for each side.")
    for colour in colours:
        stop_unless(not colour or COLOUR.match(colour), f"{colour!r} is no colour as #256A94.")
    secretariat = {
        "name": in_all(facts["name"], languages, "its name"),
        "slogan": in_all(facts.get("slogan") or facts["name"], languages, "its slogan"),
        "phone": facts.get("phone", ""),
        "phone_answered": facts.get("phone_answered") or {},
        "email": facts["email"],
        "address": facts.get("address", ""),
        "website": facts.get("website", ""),
        "languages": languages,
        "currency": facts.get("currency", "NOK"),
        "logo": "" if facts.get("logo") in {None, "-", ""} else Path(facts["logo"]).name,
        "accent": colours[0],
        "accent_other": colours[1],
        "sides": {key: side(key, facts["sides"][key], languages) for key in ("a", "b")},
    }
    given = facts["programme"]
    name = in_all(given.get("name"), languages, "the programme's name")
    slug = re.sub(r"[^a-z0-9]+", "-", name[languages[-1]].lower()).strip("-") or "programme"
    rulebook = {
        "rulebook": slug,
        "rulebook_name": name,
        "slug": f"{slug}-1",
        "name": name,
        "in_force_from": given.get("from", "2000-01-01"),
        "clauses": given.get("clauses", []),
    }
    path = environment.ROOT / "starter" / "programmes.json"
    shipped = json.loads(path.read_text("utf-8"))
    programme = {
        # What is counted and weighed is the cooperation, wherever the border runs.
        "criteria": shipped[0]["criteria"],
        "short_form": "application-short",
        "full_form": "application-full",
        **{key: value for key, value in given.items() if key not in {"from", "clauses"}},
        "slug": slug,
        "rulebook": slug,
        "name": name,
        "summary": in_all(given.get("summary") or name, languages, "the programme's summary"),
        "about": in_all(
            given.get("about") or given.get("summary") or name, languages, "what it is about"
        ),
    }
    starter = {
        "places.json": places(facts["sides"], languages),
        "programmes.json": [programme],
        f"guidelines/{slug}.json": rulebook,
    }
    return secretariat, starter


def is_of_the_first_house(text: str) -> bool:
    """Say whether a whole page tells of the two countries of the shipped secretariat."""
    return "\nabout: the shipped secretariat\n" in text.partition("\n---\n")[0] + "\n"


def without_places(text: str, left_out: Iterable[str] = ()) -> str:
    """Return a page without what holds for the shipped secretariat alone.

    ``left_out`` are pages that are not there, by the last part of their address: nothing leads
    to them.
    """
    head, _, body = text.partition("\n---\n")
    gone = re.compile("|".join(rf"/{re.escape(slug)}/" for slug in left_out) or r"(?!)")
    facts = [
        line if not PLACE_BOUND.search(line) else f"{line.partition(':')[0]}: " + page_title(head)
        for line in head.splitlines()
    ]
    blocks = []
    for block in re.split(r"\n(?=## |::: )", f"\n{body.strip()}\n"):
        lines = block.strip("\n").splitlines()
        # A question of a self-test goes with its answers, or not at all.
        parts = re.split(r"\n(?=\? )", "\n".join(lines)) if "\n? " in block else lines
        kept = [
            line
            for part in parts
            if not PLACE_BOUND.search(part) and not gone.search(part)
            for line in part.splitlines() or [part]
        ]
        words = [line for line in kept if line.strip() and not line.startswith(("## ", "::: "))]
        if words and kept[0] == lines[0]:
            blocks.append("\n".join(kept))
    return "\n".join(facts) + "\n---\n" + "\n\n".join(blocks) + "\n"


def page_title(head: str) -> str:
    return next(
        line.partition(":")[2].strip() for line in head.splitlines() if line.startswith("title:")
    )


def write_pages(target: Path, secretariat: Facts, programme: Facts) -> None:
    """Write the website that an editor goes on from: neutral pages, with the house's own facts."""
    for code in secretariat["languages"]:
        shipped = environment.ROOT / "starter" / "pages" / code
        neutral = environment.ROOT / "starter" / "neutral" / code
        own = {
            "name": secretariat["name"][code],
            "slogan": secretariat["slogan"][code],
            "summary": programme["summary"][code],
            **{name: secretariat[name] or "–" for name in ("email", "phone", "address")},
        }
        (target / code).mkdir(parents=True, exist_ok=True)
        texts = {path: path.read_text("utf-8") for path in sorted(shipped.glob("*.md"))}
        left_out = [path.stem for path, text in texts.items() if is_of_the_first_house(text)]
        for path, text in texts.items():
            if path.stem not in left_out:
                (target / code / path.name).write_text(without_places(text, left_out), "utf-8")
        for path in sorted(neutral.glob("*.md")):
            text = path.read_text("utf-8")
            for name, value in own.items():
                text = text.replace(f"{{{name}}}", value.replace("\n", " "))
            (target / code / path.name).write_text(text, "utf-8")


def settle(data: Path, file: str) -> None:
    """Write what the house begins with into its data folder."""
    facts = read(Path(file)) if file else asked()
    secretariat, starter = whole(facts)
    if secretariat["logo"]:
        logo = Path(file).parent / facts["logo"] if file else Path(facts["logo"])
        stop_unless(logo.is_file(), f"There is no logo {logo}.")
        shutil.copy(logo, data / logo.name)
    for name, content in starter.items():
        path = data / "starter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    write_pages(data / "starter" / "pages", secretariat, starter["programmes.json"][0])
    # The questions are nobody's own: they ask what a pair will do together.
    shutil.copy(environment.ROOT / "starter" / "forms.json", data / "starter" / "forms.json")
    environment.keep(
        data / "secretariat.json", json.dumps(secretariat, ensure_ascii=False, indent=1) + "\n"
    )
