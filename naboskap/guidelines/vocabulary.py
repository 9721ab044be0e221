"""The words for the codes that facts and clauses use, in the reader's language."""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, str | Promise] = {
    "school": _("school"),
    "music_school": _("music and arts school"),
    "sports_club": _("sports club or federation"),
    "voluntary": _("voluntary organisation"),
    "culture": _("cultural institution"),
    "museum": _("museum"),
    "library": _("library"),
    "indigenous": _("indigenous organisation"),
    "university": _("university or research institution"),
    "media": _("media organisation"),
    "company": _("company"),
    "foundation": _("foundation"),
    "municipality": _("municipality"),
    "county": _("county or regional authority"),
    "state": _("state body"),
    "private_person": _("private person"),
    "other": pgettext_lazy("organisation", "other"),
}
CONTROLS: dict[str, str | Promise] = {
    "independent": _("independent"),
    "local_authority": _("local authority"),
    "regional_authority": _("regional authority"),
    "national_authority": _("national authority"),
    "unknown": _("not known"),
}
THEMES: dict[str, str | Promise] = {
    "culture": _("culture"),
    "education": _("competence and education"),
    "sport": _("sport"),
    "indigenous": _("indigenous peoples"),
    "business": _("business"),
    "environment": _("environment"),
    "civil_society": _("civil society"),
    "media": _("media"),
    "health": _("health"),
}
# As one chooses among them: each stands alone, and begins with a capital.
THEME_CHOICES = [
    (code, capfirst(words))  # type: ignore[type-var]  # A text or one to come: as it was.
    for code, words in THEMES.items()
]
MODES: dict[str, str | Promise] = {
    "in_person": _("in person"),
    "online": _("online"),
}
CATEGORIES: dict[str, str | Promise] = {
    "travel": _("travel"),
    "stay": _("accommodation"),
    "food": _("food"),
    "visa": _("visa"),
    "rent": _("hire of rooms and halls"),
    "interpreting": _("interpreting"),
    "services": _("instructors and lecturers"),
    "administration": _("administration"),
    "management": _("project management"),
    "materials": _("materials"),
    "own_work": _("own work"),
    "course_fee": _("conference or course fee"),
    "equipment": _("equipment"),
    "investment": _("building and large purchases"),
    "marketing": _("advertising and marketing"),
    "publications": _("books and information material"),
    "website": _("website"),
    "film_production": _("professional film and sound production"),
    "running_costs": _("ordinary running costs"),
    "business_setup": _("setting up a business"),
    "research": _("research"),
    "humanitarian": _("humanitarian aid"),
    "deficit": _("a deficit"),
    "other": pgettext_lazy("cost", "other"),
}
SOURCES: dict[str, str | Promise] = {
    "own": _("own money"),
    "other_public": _("other public support"),
    "other_private": _("other private support"),
    "fees": _("participants' fees"),
}
AGES: dict[str, str | Promise] = {
    "0-14": _("up to 14 years"),
    "15-30": _("15 to 30 years"),
    "31-": _("over 30 years"),
}
ATTACHMENTS: dict[str, str | Promise] = {
    "partner_letter": _("letter from the partner"),
    "cooperation_agreement": _("agreement between the partners"),
    "budget_detail": _("the budget in detail"),
    "quote": _("offer from a supplier"),
    "accounts": _("last year's accounts"),
    "annual_report": _("annual report"),
    "statutes": _("statutes"),
    "programme": _("programme for the activities"),
    "cv": _("curriculum vitae"),
    "permission": _("permission from an authority"),
    "funding": _("answer from another funder"),
    "other": pgettext_lazy("attachment", "other"),
}
LANGUAGES: dict[str, str | Promise] = {
    "nb": _("Norwegian"),
    "nn": _("Norwegian (nynorsk)"),
    "en": _("English"),
    "ru": _("Russian"),
    "se": _("Northern Sámi"),
}
SEVERITIES: dict[str, str | Promise] = {
    "stops": _("To be put right before you send"),
    "warns": _("Look at this before you send"),
    "advises": _("Advice"),
}
