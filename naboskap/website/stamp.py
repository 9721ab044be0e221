"""Move the public stamp by itself when a row that the public sees is written.

Rooms touch the stamp in their acts. The database does it too, for pages that an editor
publishes, for what is set right by hand, and for what somebody forgets: a trigger on every
table that a public page reads. They are laid anew after each migration, since SQLite drops
the triggers of a table that it remakes.
"""

from typing import Any

from django.db import connections

WATCHED = {
    # What readers see of a page: not each saving of a draft.
    "wagtailcore_page": "live last_published_at path url_path slug title locale_id",
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
        for table, columns in WATCHED.items():
            if table in tables:
                for event in ("INSERT", "UPDATE", "DELETE"):
                    for statement in _trigger(connection.vendor, table, event, columns.split()):
                        cursor.execute(statement)


def _trigger(vendor: str, table: str, event: str, columns: list[str]) -> tuple[str, str]:
    """Take the trigger away and lay it: what it watches may be another than the last time.

    With ``columns``, a change counts only where one of them says something else than before.
    """
    name = f"public_stamp_{table}_{event.lower()}"
    on, rows, when = "", "FOR EACH STATEMENT", ""
    if columns and event == "UPDATE":
        differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        changed = " OR ".join(f"OLD.{one} {differs} NEW.{one}" for one in columns)
        on, rows, when = f" OF {', '.join(columns)}", "FOR EACH ROW", f" WHEN ({changed})"
    if vendor == "postgresql":
        act = "EXECUTE FUNCTION public_stamp_moves()"
        return (
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} AFTER {event}{on} ON {table} {rows}{when} {act}",
        )
    return (
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} AFTER {event}{on} ON {table}{when} BEGIN {_move(vendor)}; END",
    )


def _move(vendor: str) -> str:
    return f"UPDATE {STAMP} SET number = {DRAWN[vendor]} WHERE id = 1"  # noqa: S608 -- our names
