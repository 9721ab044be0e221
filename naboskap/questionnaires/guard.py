"""What is published stands (QUE-9): the tables themselves refuse a change, whoever asks.

The triggers are laid anew after each migration, since SQLite drops those of a table that it
remakes. A trigger looks at nothing but its own row, so that SQLite can remake any other table.
"""

from typing import Any

from django.db import connections

STANDS = {
    "questionnaires_question": "OLD.stands",
    "questionnaires_formversion": "OLD.published_at IS NOT NULL",
}
WORDS = "What is published is never changed."
REFUSE = (
    "CREATE OR REPLACE FUNCTION questionnaires_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation'; END $$"
)


def lay_guards(using: str = "default", **_kwargs: Any) -> None:
    """Lay the guards on the tables that are there. Safe to do again.

    SQLite guards against a change; PostgreSQL against taking away too.
    """
    connection = connections[using]
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if is_postgres:
            cursor.execute(REFUSE)
        for table, when in STANDS.items():
            if table not in tables:
                continue
            columns = connection.introspection.get_table_description(cursor, table)
            if "stands" in when and "stands" not in {column.name for column in columns}:
                continue
            cursor.execute(_on_postgres(table, when) if is_postgres else _on_sqlite(table, when))


def _on_postgres(table: str, when: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER published_stands BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION questionnaires_refuse()"
    )


def _on_sqlite(table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_stands BEFORE UPDATE ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    )
