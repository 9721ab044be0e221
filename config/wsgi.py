"""What the production server loads."""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application

# Seconds that one thread may hold the others up. Whoever writes lets go of the interpreter at each
# statement; with Python's own five milliseconds it held SQLite's only writer while it waited.
TURN = 0.001

sys.setswitchinterval(TURN)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# What libraries take along where it happens to be installed, and nothing here ever uses: they are
# told that it is not there. Fourteen megabytes in every worker: docs/decisions/0033.
UNASKED = ["requests", "charset_normalizer"]
if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    UNASKED += ["psycopg"]
for module in UNASKED:
    sys.modules.setdefault(module, None)  # type: ignore[arg-type]
application = get_wsgi_application()
