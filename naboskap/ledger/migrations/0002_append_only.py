"""The books refuse change and removal, and a debt, in the database itself, on both databases."""

from django.db import migrations

TABLES = ("ledger_entry", "ledger_line")
CHANGED = "the books are never changed"
BELOW = "no account of a pot falls below nought"
# What has been given stands below nought, as it is where money comes from.
SUM = (
    "NEW.account <> 'given' AND NEW.amount < 0 AND "
    "(SELECT COALESCE(SUM(amount), 0) FROM ledger_line "
    "WHERE pot_id = NEW.pot_id AND account = NEW.account "
    "AND (account = 'available' OR grant_key = NEW.grant_key)) < 0"
)


def put_triggers(apps, schema_editor):
    run = schema_editor.execute
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for act in ("UPDATE", "DELETE"):
                run(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
                )
        run(
            f"CREATE TRIGGER ledger_line_not_below AFTER INSERT ON ledger_line WHEN {SUM} "
            f"BEGIN SELECT RAISE(ABORT, '{BELOW}'); END"
        )
        return
    run(
        "CREATE OR REPLACE FUNCTION ledger_never_changed() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{CHANGED}'; END $$ LANGUAGE plpgsql"
    )
    for table in TABLES:
        run(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger_never_changed()"
        )
    run(
        "CREATE OR REPLACE FUNCTION ledger_not_below() RETURNS trigger AS $$ "
        f"BEGIN IF {SUM} THEN RAISE EXCEPTION '{BELOW}' USING ERRCODE = 'check_violation'; "
        "END IF; RETURN NULL; END $$ LANGUAGE plpgsql"
    )
    run(
        "CREATE TRIGGER ledger_line_not_below AFTER INSERT ON ledger_line "
        "FOR EACH ROW EXECUTE FUNCTION ledger_not_below()"
    )


def drop_triggers(apps, schema_editor):
    run = schema_editor.execute
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for act in ("update", "delete"):
                run(f"DROP TRIGGER {table}_no_{act}")
        run("DROP TRIGGER ledger_line_not_below")
        return
    for table in TABLES:
        run(f"DROP TRIGGER {table}_append_only ON {table}")
    run("DROP TRIGGER ledger_line_not_below ON ledger_line")
    run("DROP FUNCTION ledger_not_below()")
    run("DROP FUNCTION ledger_never_changed()")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(put_triggers, drop_triggers)]
