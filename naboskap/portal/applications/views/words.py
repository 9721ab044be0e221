"""The title, the plan's and the budget's words in another language: one page, one form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from naboskap.applications import actions
from naboskap.applications.queries import writers_of
from naboskap.core.errors import Refusal
from naboskap.core.tongue import LANGUAGES as TONGUES
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.words import Said, WordsForm
from naboskap.portal.applications.history import Writers
from naboskap.portal.applications.tongues import longer_texts, named, to_translate
from naboskap.portal.applications.views.answers import show
from naboskap.portal.applications.views.texts import Clash
from naboskap.ui.answers import keep


def words(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Write the short texts in a language beside the originals, and say which say the same."""
    mine = page.of(request, key)
    if language not in TONGUES:
        raise Http404
    texts = to_translate(mine, language)
    may_write = mine.is_open_to_write and not mine.reads_only
    form = WordsForm(
        request.POST or None,
        texts=texts,
        names={one.key: named(mine, one) for one in texts},
        language=language,
    )
    writers = Writers(writers_of(mine.application), mine.user.pk)
    if request.method == "POST" and form.is_valid():
        for said in form.said():
            _save(request, mine, form, said, writers)
        if form.is_valid() and not form.left():
            messages.success(request, _("Saved."))
            return redirect(request.path)
    rows = form.rows()
    for row in rows:
        stands = row["stands"]
        row["original"] = LANGUAGES.get(row["one"].language, row["one"].language)
        row["who"] = writers.name(stands.checked_by_id or stands.saved_by_id) if stands else ""
    return show(
        request,
        mine,
        "words",
        form=form,
        rows=rows,
        language=language,
        language_words=LANGUAGES[language],
        longer=longer_texts(mine, language),
        may_write=may_write,
        left=form.left() if form.is_bound else [],
    )


def _save(
    request: HttpRequest, mine: page.DraftPage, form: WordsForm, said: Said, writers: Writers
) -> None:
    """Save one text, and that it is checked; a refusal stands beside it, and the others go on."""
    one, number = said.one, said.number
    told: dict[str, Any] = {"language": form.code, "of_text": said.of_text, "by": mine.user}
    try:
        if said.is_changed:
            mark = form.cleaned_data["mark"] or form.fields["mark"].initial
            number = actions.save_short_translation(
                mine.application, one.key, said.text, mark=mark, read_number=number, **told
            ).number
        if said.is_checked:
            actions.check_short_translation(mine.application, one.key, read_number=number, **told)
    except actions.ShortTextChanged as change:
        keep(request, change)
        who = writers.name(change.saved_by_id)
        met = Clash(one.key, change.theirs, change.language, who, change.saved_at)
        form.read_again(one, change.number, str(change.reason), met)
    except Refusal as refusal:
        keep(request, refusal)
        form.add_error(f"{one.key.replace(':', '-')}-text", str(refusal.reason))
