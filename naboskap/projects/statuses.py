"""What a project may be about, as visitors read it; and the life of its story."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


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


class StoryStatus(TextChoices):
    DRAFT = "draft", _("Being written")
    ASKED = "asked", _("Both sides are asked")
    CHANGE = "change", _("A side asks for a change")
    DECLINED = "declined", _("A side said no")
    AGREED = "agreed", _("Both sides have said yes")
    PUBLISHED = "published", _("On the website")
    TAKEN_BACK = "taken_back", _("Taken back")


S = StoryStatus
CLOSED = frozenset({S.DECLINED, S.TAKEN_BACK})
# What the sides have before them: in a draft nothing is asked.
TOLD = frozenset({S.ASKED, S.CHANGE, S.AGREED, S.PUBLISHED}) | CLOSED

LIFE_OF_A_STORY = Workflow(
    [
        Transition("write_story", frozenset(S), S.DRAFT, "projects.write_story"),
        Transition("ask_pair", frozenset({S.DRAFT}), S.ASKED, "projects.write_story"),
        Transition("say_yes", CLOSED | {S.ASKED, S.CHANGE}, S.ASKED, "projects.answer_story"),
        Transition("agree", CLOSED | {S.ASKED, S.CHANGE}, S.AGREED, "projects.answer_story"),
        Transition("ask_change", TOLD - {S.PUBLISHED}, S.CHANGE, "projects.answer_story"),
        Transition("decline", frozenset(S) - {S.PUBLISHED}, S.DECLINED, "projects.answer_story"),
        Transition("publish_story", frozenset({S.AGREED}), S.PUBLISHED, "projects.publish_story"),
        Transition(
            "take_back_story", frozenset({S.PUBLISHED}), S.TAKEN_BACK, "projects.take_back_story"
        ),
    ]
)
