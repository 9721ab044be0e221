"""A project that the 2021 rules have nothing to say against, and versions to judge it by."""

import json
from datetime import date
from pathlib import Path

from naboskap.guidelines.editions import whole
from naboskap.guidelines.facts import Activity, CostLine, Facts, FinancingLine, Party
from naboskap.guidelines.judge import PlainClause, Rules, compiled

STARTER = Path(__file__).resolve().parents[3] / "starter" / "guidelines"
RULEBOOKS = ("ordinary", "barentskult", "travel", "journalist", "youth")
# The same, and those that lie ready: what was before, and what came later.
EDITIONS = (
    *RULEBOOKS,
    *(f"{year}-{rulebook}" for year in (2020, 2022, 2024) for rulebook in RULEBOOKS[:2]),
)


def every_row() -> list[dict]:
    """Return all that the starter ships, whole, as it is loaded."""
    files = sorted(STARTER.glob("*.json"))
    return whole(json.loads(path.read_text(encoding="utf-8")) for path in files)


def starter_row(edition: str) -> dict:
    """Return a version by its rulebook (that of 2021) or by year and rulebook."""
    if not edition[0].isdigit():
        edition = f"2021-{edition}"
    told = json.loads((STARTER / f"{edition}.json").read_text(encoding="utf-8"))
    return next(row for row in every_row() if row["slug"] == told["slug"])


def starter_rows() -> list[dict]:
    return [starter_row(rulebook) for rulebook in RULEBOOKS]


def plain(row: dict) -> PlainClause:
    return PlainClause(
        number=row["number"],
        kind=row.get("kind", ""),
        severity=row.get("severity", ""),
        parameters=row.get("parameters", {}),
        heading=row["heading"],
        words=row["words"],
    )


def starter_rules(rulebook: str = "ordinary") -> Rules:
    return compiled(plain(row) for row in starter_row(rulebook)["clauses"])


def one_rule(kind: str, severity: str = "stops", **parameters) -> Rules:
    return compiled([PlainClause("1.1", kind, severity, parameters)])


def good_facts(**changes) -> Facts:
    """A school in Finnmark and one in Murmansk oblast; 300 000 kr, of which 210 000 asked for."""
    together = Activity(
        country="NO",
        place="NO-56",
        from_date=date(2021, 12, 1),
        to_date=date(2021, 12, 3),
        sides_with_task=frozenset({"a", "b"}),
    )
    facts = {
        "programme": "ordinary",
        "submitted_on": date(2021, 10, 4),
        "theme": "education",
        "applicant": Party(kind="school", country="NO", place="NO-56", is_registered=True),
        "partner": Party(kind="school", country="RU", place="RU-MUR"),
        "activities": (together, together.model_copy(update={"place": "RU-MUR"})),
        "costs": (
            CostLine(side="a", category="travel", amount=150_000_00),
            CostLine(side="b", category="stay", amount=125_200_00),
            CostLine(side="a", category="own_work", amount=16_000_00, hours=80_00),
            CostLine(side="b", category="own_work", amount=8_800_00, hours=88_00),
        ),
        "financing": (
            FinancingLine(side="a", source="own", amount=55_200_00),
            FinancingLine(side="b", source="own", amount=10_000_00),
        ),
        "amount_applied_for": 210_000_00,
        "start_date": date(2021, 11, 25),
        "end_date": date(2022, 6, 1),
    }
    return Facts(**{**facts, **changes})


def money_of_ours(kroner) -> tuple[FinancingLine, ...]:
    """What the applicant's side pays beside the sum applied for and the own work."""
    return (FinancingLine(side="a", source="own", amount=kroner * 100),)
