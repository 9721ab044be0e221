"""The project's own settings, with the control's addresses beside the project's."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [ROOT / "bench"]  # noqa: F405
