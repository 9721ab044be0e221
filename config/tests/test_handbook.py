"""The table of settings in the handbook is printed from the code."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command

HEADING = """# Settings
Printed by `script/manage check_env`. Each may also be given as `NAME_FILE`, the path of a file
that holds the value: for passwords and keys. `script/server` sets `NABOSKAP_DATA`,
`NABOSKAP_DEMONSTRATION` and `NABOSKAP_SECRET_KEY` itself, and counts on `GRANIAN_WORKERS` (2) and
`GRANIAN_BLOCKING_THREADS` (4) where they are not given.

"""


def test_the_handbook_holds_every_variable():
    table = StringIO()
    call_command("check_env", stdout=table)
    page = settings.ROOT / "docs" / "operations" / "settings.md"
    assert page.read_text("utf-8") == HEADING + table.getvalue()
