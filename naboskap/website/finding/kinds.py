"""The kinds of what may be found, as the address and the page name them, in the order shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGE, LESSON, PROGRAMME = "sider", "sokeskolen", "ordninger"
ANSWER, GUIDELINE, QUESTION = "svar", "retningslinjer", "sporsmal"
STORY, PROJECT, PUBLICATION = "historier", "prosjekter", "bibliotek"
KINDS: dict[str, Promise] = {
    PAGE: _("Pages"),
    ANSWER: _("Answers to questions"),
    PROGRAMME: _("Programmes"),
    LESSON: _("Application school"),
    GUIDELINE: _("Guidelines"),
    QUESTION: _("Questions in the forms"),
    PUBLICATION: _("Publications and reports"),
    STORY: _("Stories"),
    PROJECT: _("Projects"),
}
