"""manage.py mail_check ADDRESS: does mail go out?"""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from naboskap.core.secretariat import secretariat


class Command(BaseCommand):
    help = "Sends one mail to ADDRESS at once, past the outbox, and says what came of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", type=str)

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        validate_email(address)
        message = EmailMessage(
            "Mail check",
            "This is a check that mail goes out. Nothing needs to be done.\n",
            settings.MAIL_FROM or secretariat().email,
            [address],
        )
        try:
            message.send()
        except (OSError, SMTPException) as fault:
            raise CommandError(
                f"It did not go out by {settings.MAIL_HOST}:{settings.EMAIL_PORT}: {fault}"
            ) from fault
        where = (
            f"{settings.MAIL_HOST} has taken it over."
            if settings.MAIL_HOST
            else "No mail server is set: it lies in the folder mail in the data folder."
        )
        self.stdout.write(where)
