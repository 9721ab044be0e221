"""How a partner is found through us, and the wishes that everybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.partnering.queries import PublicWish, public_wishes
from naboskap.partnering.wording import AGES, called, title
from naboskap.ui.parts import Rendering
from naboskap.website.cache import hold


@login_not_required
@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """Explain it, and list the home side's wishes whose writers let everybody read them."""
    rows, until = public_wishes()
    context = {"wishes": [_shown(one) for one in rows]}
    return hold(render(request, "website/partnering/wishes.html", context), until=until)


def _shown(wish: PublicWish) -> dict[str, object]:
    return {
        "title": title(wish.kind, wish.place),
        "theme": THEMES.get(wish.theme, wish.theme),
        "age": AGES.get(wish.age, wish.age),
        "languages": called("language", wish.spoken),
        "text": wish.text,
        "language": wish.language,
        "called": LANGUAGES.get(wish.language, wish.language),
        "renderings": [
            Rendering(
                code, LANGUAGES.get(code, code), text, "translated" if by_writer else "checked"
            )
            for code, text, by_writer in wish.renderings
        ],
    }
