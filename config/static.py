"""Static files: named by their content, compressed once."""

from typing import Any

from django.conf import settings
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Manifest(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types there
    """Gzip only: brotli of the editor's own files takes a minute and saves little."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: dict[tuple[str, bool, bool], str] = {}

    def create_compressor(self, **kwargs: object) -> Compressor:
        return Compressor(**{**kwargs, "use_brotli": False})

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002 -- Django's own
        """Return a file's address. Each page asks for a dozen, and the manifest is read once."""
        asked = (name, force, settings.DEBUG)
        if asked not in self._told:
            self._told[asked] = super().url(name, force)
        return self._told[asked]
