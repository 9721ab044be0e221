"""A version of the guidelines as it is written: its paragraphs, each with its rule and texts."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.applications.actions import throw_away
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.secretariat import secretariat
from naboskap.guidelines import actions
from naboskap.guidelines.fitness import missing_names, missing_texts, unset_names
from naboskap.guidelines.models import Clause, ThrownAway, Version
from naboskap.guidelines.queries import place_names
from naboskap.guidelines.wording.paragraphs import paragraph
from naboskap.office.guidelines.checking import clashes, plain_clauses, plain_of
from naboskap.office.guidelines.forms import ClauseForm, NameForm, NewVersionForm, tongues
from naboskap.office.guidelines.parameters import PREFIX
from naboskap.office.guidelines.views import found
from naboskap.office.guidelines.words import KINDS, TONGUES, value_words, values_in_short
from naboskap.ui.answers import done, page, refused
from naboskap.ui.revisions import revision_read


def writer(request: HttpRequest) -> User:
    """Return who asks, if they may write guidelines."""
    return permitted(request, "guidelines.write_version")


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a new version from this one."""
    user, source = writer(request), found(slug)
    form = NewVersionForm(request.POST or None, initial={"slug": _free(source)})
    if did := done(
        request,
        form,
        lambda: actions.begin_version(
            source, slug=form.cleaned_data["slug"], name=form.name(), by=user
        ),
        beside="slug",
    ):
        messages.success(request, _("The new version is made. Nothing is changed by it yet."))
        return redirect("office:guidelines-write", slug=did.value.slug)
    return page(request, "office/guidelines/new.html", {"source": source, "form": form})


def _free(source: Version) -> str:
    """Propose a name for the address that nobody has."""
    taken = set(Version.objects.values_list("slug", flat=True))
    stem = f"{source.rulebook.slug}-{clock.today().year}"
    names = (stem, *(f"{stem}-{letter}" for letter in "bcdefgh"))
    return next((name for name in names if name not in taken), "")


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """List the paragraphs of a version that is being written; let two change places."""
    user, version = writer(request), found(slug)
    if not _is_open(version):
        return _shut(request, version)
    if request.method == "POST":
        return _move(request, version, user)
    return _list(request, version, NameForm(name=version.name))


def _move(request: HttpRequest, version: Version, user: User) -> HttpResponse:
    way = "up" if "up" in request.POST else "down"
    pk, _colon, revision = request.POST.get(way, "").partition(":")
    if not (pk.isdecimal() and revision.isdecimal()):
        return redirect("office:guidelines-write", slug=version.slug)
    return _act(
        request,
        lambda: actions.move_clause(
            version, int(pk), is_up=way == "up", read_revision=int(revision), by=user
        ),
        back_to=f"{reverse('office:guidelines-write', args=[version.slug])}#c{pk}",
    )


def _list(request: HttpRequest, version: Version, form: NameForm) -> HttpResponse:
    languages = secretariat().languages
    clauses = list(version.clauses.select_related("changed_by"))
    places = place_names()
    chapters = [clause.number.split(".")[0] for clause in clauses]
    rows = [
        {
            "clause": clause,
            "kind": KINDS.get(clause.kind, ""),
            "values": values_in_short(plain_of(clause), places),
            "unset": [value_words(clause.kind, name) for name in unset_names(plain_of(clause))],
            "is_chapter": "." not in clause.number,
            "missing": [
                TONGUES.get(code, code)
                for code in missing_texts(clause.heading, clause.words, languages)
            ],
            "may_go_up": "." in clause.number
            and place > 0
            and chapters[place - 1] == chapters[place]
            and "." in clauses[place - 1].number,
            "may_go_down": "." in clause.number
            and place + 1 < len(clauses)
            and chapters[place + 1] == chapters[place],
        }
        for place, clause in enumerate(clauses)
    ]
    context = {
        "version": version,
        "rows": rows,
        "form": form,
        "clashes": clashes(version, [plain_of(clause) for clause in clauses]),
        "nameless": [TONGUES.get(code, code) for code in missing_names(version.name, languages)],
        "taken_out": version.taken_out.select_related("taken_by"),
    }
    return page(request, "office/guidelines/write.html", context)


@require_POST
def name(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a version that is being written something else."""
    user, version = writer(request), found(slug)
    if not _is_open(version):
        return _shut(request, version)
    form = NameForm(request.POST, name=version.name)
    if done(
        request,
        form,
        lambda: actions.name_version(version, name=form.name(), by=user),
        beside=form.first,
    ):
        messages.success(request, _("The name is saved."))
        return redirect("office:guidelines-write", slug=slug)
    return _list(request, version, form)


@require_http_methods(["GET", "POST"])
def clause(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Write a paragraph, or a new one: choose its kind, see how it is read, save it."""
    user, version = writer(request), found(slug)
    if not _is_open(version):
        return _shut(request, version)
    row = get_object_or_404(version.clauses, pk=pk) if pk and request.method == "GET" else None
    if pk and row is None:
        row = version.clauses.filter(pk=pk).first()
    places = place_names()
    if request.method == "GET":
        return _clause_page(request, version, row, ClauseForm(row=row, places=places))
    form = ClauseForm(request.POST, row=row, places=places)
    is_other_kind = request.POST.get("shown_kind", "") != request.POST.get("kind", "")
    if is_other_kind or request.POST.keys() & {"choose", "preview"}:
        shown = ClauseForm(row=row, places=places, typed=request.POST)
        return _clause_page(request, version, row, shown, preview_of=form)
    if done(
        request,
        form,
        lambda: actions.write_clause(
            version,
            form.facts(),
            clause=pk,
            read_revision=form.cleaned_data.get("revision") or 0,
            by=user,
        ),
        beside={"GUI-14": "number", "GUI-15": f"heading_{secretariat().languages[0]}"},
        meet=lambda _refusal: _meet(form, version, pk),
    ):
        messages.success(request, _("The paragraph is saved."))
        number = form.cleaned_data["number"]
        if form.unset:
            return _fill_in(request, version, number, form.unset)
        for one in clashes(version, plain_clauses(version), number=number):
            numbers = ", ".join(place for place, _href in one.places)
            messages.warning(request, f"{numbers}: {one.words}")
        back_to = reverse("office:guidelines-write", args=[slug])
        return redirect(f"{back_to}#p{number}")
    return _clause_page(request, version, row, form, preview_of=form)


def _fill_in(
    request: HttpRequest, version: Version, number: str, unset: tuple[str, ...]
) -> HttpResponse:
    """Lead who saved a text without its value back to the field of the value."""
    messages.warning(request, _("But the text uses a value that is empty. See below."))
    row = version.clauses.get(number=number)
    place = reverse("office:guidelines-clause", args=[version.slug, row.pk])
    return redirect(f"{place}#id_{PREFIX}{unset[0]}")


def _meet(form: ClauseForm, version: Version, pk: int | None) -> None:
    """Let who meets another's change save theirs on top of it, now that they see both."""
    now = version.clauses.filter(pk=pk).first() if pk else None
    if now is not None:
        data = cast("QueryDict", form.data).copy()
        data["revision"] = str(now.revision)
        form.data = data


def _clause_page(
    request: HttpRequest,
    version: Version,
    row: Clause | None,
    form: ClauseForm,
    *,
    preview_of: ClauseForm | None = None,
) -> HttpResponse:
    asked = request.POST.get("preview_language", "")
    language = asked if asked in tongues() else secretariat().languages[0]
    others = [plain_of(one) for one in version.clauses.all() if row is None or one.pk != row.pk]
    typed = preview_of.plain() if preview_of is not None and preview_of.is_valid() else None
    mine = typed or (plain_of(row) if row is not None else None)
    stands = row is not None and form.is_bound and form.errors and _is_overtaken(request, row)
    context = {
        "version": version,
        "row": row,
        "form": form,
        "is_gone": form.is_bound and row is None and request.POST.get("revision"),
        "now": paragraph(plain_of(row), places=place_names()) if stands and row else None,
        "clashes": clashes(version, [*others, mine], number=mine.number) if mine else [],
        "preview": _preview(row, preview_of, language),
        "language": language,
        "languages": [(code, TONGUES.get(code, code)) for code in tongues()],
    }
    return page(request, "office/guidelines/clause.html", context, part="preview")


def _is_overtaken(request: HttpRequest, row: Clause) -> bool:
    return request.POST.get("revision") != str(row.revision)


def _preview(row: Clause | None, form: ClauseForm | None, language: str) -> dict[str, Any]:
    """Return heading and text as visitors read them, of what is typed or of what is saved.

    ``lacks``: what is not written in ``language``, and so stands in another.
    """
    plain = plain_of(row) if row is not None else None
    number = row.number if row is not None else ""
    if form is not None:
        form.is_valid()
        plain = form.plain()
        number = plain.number
    if plain is None:
        return {"number": "", "heading": "", "text": "", "lacks": []}
    heading, text = paragraph(plain, language, places=place_names())
    texts = ((_("The heading"), plain.heading), (_("The text"), plain.words))
    return {
        "number": number,
        "heading": heading,
        "text": text,
        "lacks": [
            what for what, words in texts if any(words.values()) and not words.get(language)
        ],
        "tongue": TONGUES.get(language, language),
    }


@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a paragraph out."""
    user, version = writer(request), found(slug)
    return _act(
        request,
        lambda: actions.remove_clause(version, pk, read_revision=revision_read(request), by=user),
        back_to=f"{reverse('office:guidelines-write', args=[slug])}#taken-out",
        told=_("The paragraph is taken out. You can put it back under “Taken out”."),
    )


@require_POST
def put_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a paragraph that was taken out back as it stood."""
    user, version = writer(request), found(slug)
    return _act(
        request,
        lambda: actions.put_back(version, pk, by=user),
        back_to=reverse("office:guidelines-write", args=[slug]),
        told=_("The paragraph is back, as it stood."),
    )


@require_POST
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw away a version that was made here and holds nowhere."""
    user, version = writer(request), found(slug)
    try:
        throw_away(version, by=user)
    except Refusal as refusal:
        back_to = reverse("office:guidelines-version", args=[slug])
        return refused(request, refusal, back_to=back_to)
    messages.success(request, _("The version is thrown away. You can put it back below."))
    return redirect("office:guidelines")


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a version back that was thrown away, and go on writing in it."""
    user, kept = writer(request), get_object_or_404(ThrownAway, pk=pk)
    try:
        version = actions.take_up_version(kept, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:guidelines"))
    messages.success(request, _("The version is back, as it stood."))
    return redirect("office:guidelines-write", slug=version.slug)


def _act(
    request: HttpRequest, act: Callable[[], object], *, back_to: str, told: str = ""
) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return refused(request, refusal, back_to=back_to)
    if told:
        messages.success(request, told)
    return redirect(back_to)


def _is_open(version: Version) -> bool:
    return version.in_force_from is None and version.proposed_from is None


def _shut(request: HttpRequest, version: Version) -> HttpResponse:
    """Lead to the version's page, and say why it is not written in."""
    if version.in_force_from is None:
        words = _("A day is proposed for these. Take the proposal back first, then change them.")
    else:
        words = _("These guidelines are published. Make a new version from them instead.")
    messages.warning(request, words)
    return redirect("office:guidelines-version", slug=version.slug)
