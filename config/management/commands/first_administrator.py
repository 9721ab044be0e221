"""manage.py first_administrator: a one-time link, for as long as nobody runs the house."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.people import keep
from naboskap.accounts.actions import INVITATION_PATH, first_invitation
from naboskap.accounts.models import Role
from naboskap.accounts.queries import open_invitation, people_with


class Command(BaseCommand):
    help = "Makes (or finds again) the link by which the first administrator comes in."

    def handle(self, *args: Any, **options: Any) -> None:
        link = Path(settings.DATA_DIR) / "first-administrator"
        if people_with(Role.ADMINISTRATOR).exists():
            link.unlink(missing_ok=True)
            return
        kept = link.read_text("utf-8").strip("/\n").split("/")[-1] if link.exists() else ""
        token = kept if kept and open_invitation(kept) else first_invitation()
        keep(link, f"/{INVITATION_PATH}/{token}/\n")
        self.stdout.write(f"{settings.SITE_URL}/{INVITATION_PATH}/{token}/")
