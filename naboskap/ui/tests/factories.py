from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page


def lesson_page(slug, *, title, code="nb", live=True):
    """Put a lesson of the application school under the front page, in one language."""
    locale, _made = Locale.objects.get_or_create(language_code=code)
    page = Page(
        title=title,
        slug=slug,
        locale=locale,
        live=live,
        content_type=ContentType.objects.get(app_label="website", model="lessonpage"),
    )
    Page.objects.filter(depth=2)[0].add_child(instance=page)
    return page
