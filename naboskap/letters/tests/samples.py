"""Facts of every kind of letter, as a room would give them."""

from datetime import UTC, datetime

COMMON = {
    "case_number": "21/0412",
    "title": "Elva mellom oss",
    "to": ["Demoskolen", "Sør-Varanger"],
    "side_a": "Demoskolen, Sør-Varanger",
    "side_b": "En skole i Murmansk oblast",
    "signed": ["Leder (eksempel)", "Saksbehandler 1 (eksempel)"],
}
COMPLAINT = {"complain_within_days": 21, "complaint_body": "board"}
FACTS = {
    "receipt": {
        **COMMON,
        "amount_applied_for": 210_000_00,
        "sent_at": datetime(2021, 10, 4, 10, 15, 30, tzinfo=UTC).isoformat(),
        "sha256": "ab" * 32,
        "confirm_by": "2021-10-18",
        "answer_by": "2021-11-15",
        "adviser": "Saksbehandler 1 (eksempel)",
    },
    "award": {
        **COMMON,
        **COMPLAINT,
        "programme": "Barentsmidler",
        "amount": 180_000_00,
        "amount_applied_for": 210_000_00,
        "reason": "Vi støtter hele planen, men ikke overnattinga.",
        "line_reasons": [
            {"what": "Overnatting", "cut": 30_000_00, "reason": "Skolen har egne rom."}
        ],
        "conditions": "Send oss programmet før dere reiser.",
        "share_percent": 70,
        "advance_percent": 75,
        "advance_amount": 135_000_00,
        "from_date": "2022-01-17",
        "to_date": "2022-06-10",
        "accept_by": "2021-12-15",
        "report_by": "2022-09-10",
        "needs_auditor": True,
        "auditor_above": 100_000_00,
    },
    "refusal": {
        **COMMON,
        **COMPLAINT,
        "programme": "Barentsmidler",
        "amount_applied_for": 210_000_00,
        "reason": "Partneren har ingen oppgave i prosjektet ennå.",
        "criterion_reasons": [
            {"what": "Samarbeid", "reason": "Bare én side er med i aktivitetene."}
        ],
    },
    "approval": {
        **COMMON,
        "amount_awarded": 180_000_00,
        "amount_cost": 250_000_00,
        "amount_approved": 175_000_00,
        "amount_paid": 135_000_00,
        "amount_rest": 40_000_00,
        "amount_released": 5_000_00,
    },
    "hold": {
        **COMMON,
        "is_grant": False,
        "reason": "Regjeringen har bedt oss om å stanse samarbeid med russiske myndigheter.",
        "paragraph": {
            "number": "2.3",
            "heading": "Partneren er uavhengig",
            "text": "Partneren er ikke en myndighet.",
            "guidelines": "Våren 2022",
            "found": "Partneren er en regional myndighet.",
        },
        "adviser": "Saksbehandler 1 (eksempel), 78 97 00 00",
    },
    "resume": {
        **COMMON,
        "is_grant": True,
        "held_from": "2022-03-10",
        "days": 61,
        "because": "Dere har funnet en uavhengig partner.",
        "deadlines": [
            {"what": "accept", "day": "2022-06-01"},
            {"what": "report", "day": "2022-12-01"},
        ],
    },
}
