"""Where mails go when there is no mail server: a folder of .eml files."""

import os
from collections.abc import Sequence
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Write each message to ``mail/`` in the data folder, under its Message-ID.

    A message sent twice is one file, as it is one message in a reader's mail program.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DATA_DIR) / "mail"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            mail = message.message()
            name = parseaddr(str(mail["Message-ID"]))[1].partition("@")[0]
            safe = "".join(sign for sign in name if sign.isalnum() or sign in "-_.")
            part = folder / f".{safe}.part"
            with part.open("wb") as file:
                file.write(mail.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            part.rename(folder / f"{safe}.eml")
        return len(email_messages)
