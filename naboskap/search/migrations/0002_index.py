"""The index over the stems: FTS5 beside the table on SQLite, GIN on PostgreSQL.

On SQLite, a later migration that remakes ``search_entry`` drops the triggers with the old
table: it must lay them again.
"""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE search_entry_fts USING fts5(stems, content='search_entry',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='4 5 6')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_entry_fts(rowid, stems) VALUES (new.id, new.stems); END",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_entry_fts(search_entry_fts, rowid, stems)"
    " VALUES ('delete', old.id, old.stems); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN"
    " INSERT INTO search_entry_fts(search_entry_fts, rowid, stems)"
    " VALUES ('delete', old.id, old.stems);"
    " INSERT INTO search_entry_fts(rowid, stems) VALUES (new.id, new.stems); END",
]
POSTGRESQL = [
    "CREATE INDEX search_entry_stems ON search_entry USING gin (to_tsvector('simple', stems))"
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER search_entry_added",
        "DROP TRIGGER search_entry_gone",
        "DROP TRIGGER search_entry_changed",
        "DROP TABLE search_entry_fts",
    ],
    "postgresql": ["DROP INDEX search_entry_stems"],
}


def lay(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(lay, lift)]
