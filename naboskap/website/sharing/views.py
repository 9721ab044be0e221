"""The pictures that stand beside links to our pages where they are shared."""

import tempfile
from collections.abc import Container
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from naboskap.core.errors import applies
from naboskap.core.secretariat import secretariat
from naboskap.website.sharing.drawing import draw
from naboskap.website.sharing.titles import drawable

ONE_DAY = 24 * 3600  # As long as others may keep the picture of a page that was taken down.


@login_not_required
@require_safe
def picture(request: HttpRequest, language: str, digest: str) -> HttpResponse:
    """Give the picture of a public page. Rule WEB-75: drawn once, and of nothing else."""
    if language not in secretariat().site_languages:
        raise Http404
    may_be_drawn = drawable(language)
    if applies("WEB-75", digest not in may_be_drawn):
        raise Http404
    path = _folder(language) / f"{digest}.png"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = draw(may_be_drawn[digest])
        _sweep(path.parent, may_be_drawn)
        _keep(path, content)
    return HttpResponse(
        content,
        content_type="image/png",
        headers={"Cache-Control": f"public, max-age={ONE_DAY}"},
    )


def _folder(language: str) -> Path:
    folder = Path(settings.DATA_DIR) / "drawn" / language
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another process may be drawing the same."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def _sweep(folder: Path, kept: Container[str]) -> None:
    """Take away the pictures of what is public no more."""
    for old in folder.glob("*.png"):
        if old.stem not in kept:
            old.unlink(missing_ok=True)
