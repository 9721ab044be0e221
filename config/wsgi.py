"""What the production server loads."""

import gc
import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

# Seconds that one thread may hold the others up. Whoever writes lets go of the interpreter at each
# statement; with Python's own five milliseconds it held SQLite's only writer while it waited.
TURN = 0.001

sys.setswitchinterval(TURN)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# What libraries take along where it happens to be installed, and nothing here ever uses: they are
# told that it is not there. docs/decisions/0033 says what each weighs.
UNASKED = ["requests", "charset_normalizer", "pygments"]
# Pictures from telephones, which no form here takes; and a parser that nobody asks bs4 for: what
# reads XML here asks lxml itself, when somebody comes with a file.
UNASKED += ["pillow_heif", "bs4.builder._lxml"]
if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    UNASKED += ["psycopg"]
for module in UNASKED:
    sys.modules.setdefault(module, None)  # type: ignore[arg-type]
application = get_wsgi_application()
get_resolver().reverse_dict  # noqa: B018 -- lays out the addresses before the first visitor comes
# What stands now stays as long as the worker: it is not looked through for what can be thrown
# away, so that what requests leave behind is looked through oftener.
gc.collect()
gc.freeze()
