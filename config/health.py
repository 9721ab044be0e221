"""Whether the house stands: for a monitor, without a word about anybody."""

import time
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

_BEGAN = time.monotonic()
STALE_AFTER = 120.0  # Seconds without a sign of the worker.


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the tables can be read and the worker is at work, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = "ok"
    except DatabaseError:
        database = "down"
    try:
        silent = time.time() - (Path(settings.DATA_DIR) / "worker-beat").stat().st_mtime
        worker = "ok" if silent < STALE_AFTER else "silent"
    except FileNotFoundError:
        worker = "not started"
    state = {"database": database, "worker": worker}
    is_well = set(state.values()) == {"ok"}
    up = {"up_seconds": int(time.monotonic() - _BEGAN)}
    return JsonResponse(state | up, status=200 if is_well else 503)
