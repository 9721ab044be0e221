"""What the production server loads."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# Seconds that one thread may hold the others up. Whoever writes lets go of the interpreter at each
# statement; with Python's own five milliseconds it held SQLite's only writer while it waited.
TURN = 0.001

sys.setswitchinterval(TURN)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
