"""What a password must be, in words of ours: Django's own are not there in every language."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Too short: write at least %(length)s characters.") % {"length": self.min_length}


class NotCommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this password. Choose one of your own.")


class NotYourself(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This is too like your name or address. Choose something else.")
