"""What a project may be about, as visitors read it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """A field of cooperation. The codes of ``applications``, and one that only old cards have."""

    CULTURE = "culture", _("Culture")
    EDUCATION = "education", _("Education and skills")
    SPORT = "sport", _("Sport")
    INDIGENOUS = "indigenous", _("Indigenous peoples")
    ENVIRONMENT = "environment", _("Environment")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    MEDIA = "media", _("Media")
    HEALTH = "health", _("Health")
    BUSINESS = "business", _("Business")
    YOUTH = "youth", _("Young people")
