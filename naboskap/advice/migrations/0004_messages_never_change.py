"""What was written in a thread is not changed, in the database itself, on both databases."""

from django.db import migrations

TABLE = "advice_threadmessage"
WHY = "what was written in a thread is never changed"


def put_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
        )
        return
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {TABLE}_never_changed() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{WHY}'; END $$ LANGUAGE plpgsql"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_never_changed()"
    )


def drop_trigger(apps, schema_editor):
    on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {TABLE}"
    schema_editor.execute(f"DROP TRIGGER {TABLE}_no_update{on}")


class Migration(migrations.Migration):
    dependencies = [("advice", "0003_threads")]
    operations = [migrations.RunPython(put_trigger, drop_trigger)]
