"""Move the public stamp by itself when a row that the public sees is written.

Rooms touch the stamp in their acts. The database does it too, for pages that an editor
publishes, for what is set right by hand, and for what somebody forgets: a trigger on every
table that a public page reads. They are laid anew after each migration, since SQLite drops
the triggers of a table that it remakes.
"""

from typing import Any

from django.db import connections

WATCHED = {
    "wagtailcore_page": "",
    "wagtailcore_site": "",
    "wagtailimages_image": "",
    "programmes_programme": "",
    "programmes_round": "",
    "programmes_criterion": "",
    "questionnaires_formversion": "",
    "guidelines_rulebook": "",
    "guidelines_version": "",
    "guidelines_clause": "",
    "advice_adviser": "",
    "advice_sharedanswer": "",
    "partnering_wish": "",
    "partnering_rendering": "",
    "organisations_place": "",
    "decisions_decision": "status",  # How long answers take, and how many are a yes.
    "ledger_giver": "",
    "ledger_pot": "",  # What the money is for; no sum stands there.
    "projects_card": "",
    "projects_story": "",
    "network_issue": "status",  # What stands in the archive.
    "network_event": "",
    "disclosure_wish": "",
    "disclosure_hidden": "",
    "disclosure_protectedname": "",
    "accounts_user": "name",  # An adviser's name; not the hour of a sign-in.
}
STAMP = "disclosure_publicstamp"
# Drawn, not counted, as the act does it: a number that was seen before never comes back.
DRAWN = {"sqlite": "abs(random() / 2)", "postgresql": "floor(random() * 4611686018427387904)"}


def lay_triggers(using: str = "default", **_kwargs: Any) -> None:
    """Lay the triggers on the tables that are there. Safe to do again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if STAMP not in tables:
            return
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION public_stamp_moves() RETURNS trigger LANGUAGE plpgsql"
                f" AS $$ BEGIN {_move('postgresql')}; RETURN NULL; END $$"
            )
        for table, column in WATCHED.items():
            if table in tables:
                for event in ("UPDATE",) if column else ("INSERT", "UPDATE", "DELETE"):
                    cursor.execute(_trigger(connection.vendor, table, event, column))


def _trigger(vendor: str, table: str, event: str, column: str) -> str:
    name = f"public_stamp_{table}_{event.lower()}"
    when = f"{event} OF {column}" if column else event
    if vendor == "postgresql":
        return (
            f"CREATE OR REPLACE TRIGGER {name} AFTER {when} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION public_stamp_moves()"
        )
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {when} ON {table} BEGIN {_move(vendor)}; END"
    )


def _move(vendor: str) -> str:
    return f"UPDATE {STAMP} SET number = {DRAWN[vendor]} WHERE id = 1"  # noqa: S608 -- our names
