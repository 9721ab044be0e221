"""The steps of a project, as people take them: by forms, links and mails, and nothing else."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

PARTNER = "Клуб (пример)"
OWN_NUMBERS = {"school": "974760673", "club": "971526157", "culture": "983887457"}
ACCOUNT = "86011117947"
QUICKEST_PERSON = 2_500  # Milliseconds: who sends an idea sooner is taken for a machine.


def day(after: int) -> str:
    """Return a day as people write it, so many days from now."""
    return (date.today() + timedelta(days=after)).strftime("%d.%m.%Y")


def path_of(link: str) -> str:
    """Return what of a mail's link leads on in this house."""
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def words(page) -> str:
    """Return what stands on the page, with plain spaces."""
    return page.locator("main").inner_text().replace("\xa0", " ")


def send_form(page, *, action: str = "", name: str = "", value: str = "") -> None:
    """Press the button of a form: of the one that leads to ``action``, or the page's main one."""
    form = f"main form[action$='{action}']" if action else "main form[method=post]"
    button = f"button[name='{name}'][value='{value}']" if name else "button:not([name])"
    click(page.locator(f"{form} {button}").first)
    page.wait_for_load_state()


# ── Hands ────────────────────────────────────────────────────────────────────
# A page is used with a mouse, or (``page.by_keyboard = True``) by keyboard alone.
MANY = 400  # So many times at most is Tab pressed to come to a field.


def by_keyboard(target) -> bool:
    return getattr(target.page, "by_keyboard", False)


def go_to(target) -> None:
    """Press Tab until the focus is where it should be."""
    here = "(one, name) => one === document.activeElement || (name && one.type === 'radio' && "
    here += "document.activeElement.name === name)"
    name = target.get_attribute("name") or ""
    for _ in range(MANY):
        if target.evaluate(here, name):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not lead to {target}")


def click(target) -> None:
    if not by_keyboard(target):
        target.click()
        return
    go_to(target)
    if target.evaluate("one => one.tagName") == "SUMMARY":
        target.page.keyboard.press("Enter")
        return
    with target.page.expect_navigation():
        target.page.keyboard.press("Enter")


def press(target) -> None:
    """Press a button that may wait for a save under way, and come to the page that follows."""
    if by_keyboard(target):
        click(target)
        return
    with target.page.expect_navigation():
        target.click()


def fill(target, text: str) -> None:
    if not by_keyboard(target):
        target.fill(text)
        return
    go_to(target)
    target.page.keyboard.press("Control+A")
    target.page.keyboard.type(text)


def check(target) -> None:
    if not by_keyboard(target):
        target.check()
        return
    go_to(target)
    for key in ["Space", *["ArrowDown"] * 12]:
        if target.is_checked():
            return
        target.page.keyboard.press(key)
    assert target.is_checked()


def choose(target, *, value: str | None = None, label: str = "", index: int = 0) -> None:
    if not by_keyboard(target):
        by = {"value": value} if value is not None else {"label": label} if label else {}
        target.select_option(**(by or {"index": index}))
        return
    options = target.locator("option").evaluate_all("all => all.map(o => [o.value, o.label])")
    for n, (one, words) in enumerate(options):
        if (value is not None and one == value) or (label and words == label):
            index = n
    go_to(target)
    target.page.keyboard.press("Home")
    for _ in range(index):
        target.page.keyboard.press("ArrowDown")


# ── 0 and 1: an idea, an organisation ────────────────────────────────────────
def tell_an_idea(page, text: str, contact: str) -> None:
    """Two sentences and a way to be reached; no account."""
    page.goto("/ide/")
    # At a person's pace: what is filled in at once is taken for a machine's.
    page.locator("main textarea").first.press_sequentially(text, delay=60)
    fill(page.locator("main input[name$=contact]"), contact)
    page.wait_for_timeout(max(0, QUICKEST_PERSON - 60 * len(text)))
    send_form(page)
    assert "/ide/takk/" in page.url, words(page)


def add_organisation(page, name: str, number: str, *, kind: str, county: str) -> None:
    """Add an organisation by its number; the register is away, so it is typed in."""
    page.goto("/min-side/organisasjon/ny/")
    check(page.locator("input[name=country][value=NO]"))
    fill(page.locator("input[name=number]"), number)
    send_form(page)
    fill(page.locator("input[name=name]"), name)
    choose(page.locator("select[name=kind]"), value=kind)
    choose(page.locator("select[name=place]"), label=county)
    send_form(page)


# ── 2 and 3: the pair and what it writes ─────────────────────────────────────
def begin(page, programme: str, *, size: str) -> str:
    """Begin a draft for one's organisation, and return its key."""
    page.goto(f"/min-side/soknader/ny/{programme}/")
    check(page.locator(f"input[name=size][value={size}]"))
    check(page.locator("input[name=organisation]").first)
    send_form(page)
    return re.search(r"/min-side/soknader/([^/]+)/", page.url).group(1)


def ask_in(page, key: str, *, way: str, address: str = "") -> str:
    """Ask the partner to the other seat; return the code where there is one."""
    page.goto(f"/min-side/soknader/{key}/paret/inviter/")
    check(page.locator(f"input[name=invite-way][value={way}]"))
    fill(page.locator("input[name=invite-address]"), address)
    choose(page.locator("select[name=invite-language]"), value="ru")
    click(page.locator("main form:has(input[name=invite-way]) button:not([name])"))
    page.wait_for_load_state()
    return page.locator(".nk-figure").inner_text() if way == "code" else ""


def take_a_seat(page) -> None:
    """Come in by an invitation: read what is kept, take the place, and see the draft."""
    send_form(page)
    page.wait_for_url(re.compile("/soknader/"))


def fill_short_form(page, key: str, *, title: str, amount: str) -> None:
    """Write a small application: one page, at most fifteen questions."""
    page.goto(f"/min-side/soknader/{key}/kort/")

    def field(name: str):
        return page.locator(f"[name='{name}']")

    fill(field("basics-title"), title)
    choose(field("basics-theme"), value="sport")
    fill(field("basics-start_date"), day(90))
    fill(field("basics-end_date"), day(120))
    if field("partner-described_as").is_visible():
        fill(field("partner-described_as"), PARTNER)
        choose(field("partner-kind"), value="sports_club")
        choose(field("partner-control"), value="independent")
        choose(field("partner-place"), label="Murmansk oblast")
    fill(field("text-summary"), "Vi trener sammen to ganger, én gang hos hver av oss.")
    fill(field("text-result"), "Lagene møtes hvert år, og trenerne har en felles plan.")
    for n, what in enumerate(("Treningshelg hos oss", "Treningshelg hos partneren")):
        if not field(f"activity{n}-what").is_visible():
            click(page.locator(f"details:has([name='activity{n}-what']) > summary"))
        fill(field(f"activity{n}-what"), what)
        fill(field(f"activity{n}-from_date"), day(92 + n * 14))
        fill(field(f"activity{n}-place_text"), "hallen")
        fill(field(f"activity{n}-task_a"), "Leder øktene og ordner overnatting")
        fill(field(f"activity{n}-task_b"), "Leder øktene og ordner buss")
    fill(field("people-a_15-30"), "14")
    fill(field("people-b_15-30"), "16")
    for n, (text, side, sum_) in enumerate((("Buss", "a", "40 000"), ("Mat", "b", "20 000"))):
        fill(field(f"cost{n}-text"), text)
        choose(field(f"cost{n}-category"), value="travel" if side == "a" else "food")
        choose(field(f"cost{n}-side"), value=side)
        fill(field(f"cost{n}-amount"), sum_)
    fill(field("work-hours_b"), "100")
    fill(field("work-own_a"), "20 000")
    fill(field("work-amount"), amount)


def describe_partner(
    page, key: str, called: str = PARTNER, *, control: str = "independent"
) -> None:
    """Say who the partner is, before they have come themselves."""
    page.goto(f"/min-side/soknader/{key}/paret/partner/")
    form = page.locator("main form:has([name=partner-kind])")
    fill(form.locator("[name=partner-described_as]"), called)
    choose(form.locator("[name=partner-kind]"), value="culture")
    choose(form.locator("[name=partner-control]"), value=control)
    choose(form.locator("[name=partner-place]"), label="Murmansk oblast")
    click(form.locator("button.ds-button"))


def fill_full_form(
    page,
    key: str,
    *,
    title: str,
    cost: str,
    amount: str,
    own: str,
    theme: str = "culture",
    told: str = "Vi lager en forestilling sammen, og viser den på begge sider.",
) -> None:
    """Write a larger application, part by part."""
    draft = f"/min-side/soknader/{key}"

    def field(name: str):
        return page.locator(f"[name='{name}']")

    page.goto(f"{draft}/om/")
    fill(field("title"), title)
    choose(field("theme"), value=theme)
    fill(field("start_date"), day(90))
    fill(field("end_date"), day(180))
    send_form(page)
    page.goto(f"{draft}/tekster/")
    for text in page.locator("main textarea").all():
        fill(text, told)
    press(page.locator("main form button.ds-button").first)
    for n, where in enumerate(("Finnmark", "Murmansk oblast")):
        page.goto(f"{draft}/sammen/")
        fill(field("what"), f"Øve og vise forestillingen, {n + 1}. gang")
        choose(field("place"), label=where)
        fill(field("place_text"), "kulturhuset")
        fill(field("from_date"), day(95 + 30 * n))
        fill(field("to_date"), day(97 + 30 * n))
        fill(field("people_a"), "12")
        fill(field("people_b"), "12")
        fill(field("task_a"), "Danser og rigger")
        fill(field("task_b"), "Spiller og lager lyset")
        send_form(page)
    page.goto(f"{draft}/deltakere/")
    fill(field("a_31-"), "12")
    fill(field("b_31-"), "12")
    send_form(page)

    def line(act: str, **facts: str) -> None:
        page.goto(f"{draft}/budsjett/")
        form = page.locator(f"main form:has(input[name=act][value={act}])")
        details = page.locator("main details", has=page.locator(f"input[value={act}]"))
        if details.count() and details.get_attribute("open") is None:
            click(details.locator("summary"))
        for name, value in facts.items():
            one = form.locator(f"[name='{act if act != 'amount' else 'ask'}-{name}']")
            if name == "side":
                check(one.and_(page.locator(f"[value={value}]")))
            elif name in {"category", "source"}:
                choose(one, value=value)
            else:
                fill(one, value)
        click(form.locator("button.ds-button"))
        page.wait_for_load_state()

    line("cost", category="travel", text="Reiser", side="a", amount=cost)
    line("cost", category="rent", text="Scene", side="b", amount="20 000")
    line("money", source="own", text="Egne penger", side="a", amount=own)
    line("money", source="own", text="Partnerens penger", side="b", amount="20 000")
    line("amount", amount=amount)


def save_short_form(page, *, send: bool) -> None:
    name = "send" if send else "stay"
    press(page.locator(f"main form[method=post] button[name='{name}'][value='1']").first)
    page.wait_for_load_state()


def send(page, key: str) -> str:
    """Check and send; return the number on the receipt."""
    page.goto(f"/min-side/soknader/{key}/send/")
    send_form(page)
    page.wait_for_url(re.compile("/kvittering/"))
    return re.search(r"\b\d\d/\d{4}\b", page.locator("main").inner_text()).group(0)


# ── 6 and 7: the case and its decision ───────────────────────────────────────
def case_page(page, number: str) -> None:
    page.goto(f"/saksbehandling/saker/{number.replace('/', '-')}/")


def be_impartial(page, number: str) -> None:
    """Say so in one click; until then no text opens."""
    case_page(page, number)
    if page.locator("button[name=impartial]").count():
        click(page.locator("button[name=impartial]"))
        page.wait_for_load_state()


def take_on(page, number: str) -> None:
    """Begin the assessment, unless it is begun."""
    be_impartial(page, number)
    if page.locator("main form[action$='/begynn/']").count():
        send_form(page, action="/begynn/")


def assess(page, number: str) -> None:
    """Take the case, contact the partner, and write by every criterion."""
    take_on(page, number)
    case_page(page, number)
    partner = page.locator(f"main a[href$='/{number.replace('/', '-')}/partner/']")
    if partner.count():
        click(partner.first)
        fill(page.locator("main textarea"), "Ringte partneren. De kjenner planen og vil delta.")
        send_form(page)
    case_page(page, number)
    links = page.locator("main a[href*='/kriterium/']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    for link in dict.fromkeys(links):
        page.goto(link)
        check(page.locator("input[name=mark][value=good]"))
        fill(page.locator("textarea[name=reason]"), "Begge sider har en oppgave i hver aktivitet.")
        send_form(page)


def ask(page, number: str, text: str) -> None:
    """Ask the pair for one thing."""
    case_page(page, number)
    page.goto(f"{page.url}sporsmal/")
    fill(page.locator("main textarea"), text)
    send_form(page)


def answer(page, key: str, text: str) -> None:
    """Answer what the case officer asked."""
    page.goto(f"/min-side/soknader/{key}/sendt/")
    click(page.locator("main a[href*='/sporsmal/']").first)
    page.wait_for_load_state()
    fill(page.locator("main textarea[name=text]"), text)
    send_form(page)


def propose(page, number: str, outcome: str, **more: str) -> None:
    """Hand a proposal on: ``award``, ``reduced`` or ``refusal``."""
    case_page(page, number)
    page.goto(f"{page.url}innstilling/?forslag={outcome}")
    fill(page.locator("textarea[name=reason]"), "Begge sider gjør noe, og planen holder.")
    fill(page.locator("textarea[name=reason_across]"), "Обе стороны участвуют, план надёжен.")
    for name, value in more.items():
        fill(page.locator(f"[name='{name}']"), value)
    if outcome != "refusal":
        pot = page.locator("select[name=pot]")
        choose(pot, index=1 if pot.locator("option[value='']").count() else 0)
    send_form(page)


def decide(page, number: str) -> None:
    """Decide as the head (or the deputy): read the proposal, press the button."""
    be_impartial(page, number)
    case_page(page, number)
    click(page.locator("main a[href$='/avgjorelse/']").first)
    send_form(page)


def advise(page, number: str) -> None:
    """Give the expert council's advice."""
    be_impartial(page, number)
    page.goto(f"/saksbehandling/saker/{number.replace('/', '-')}/rad/")
    check(page.locator("input[name=supports][value=yes]"))
    fill(page.locator("textarea[name=reason]"), "Kunstnerne skaper noe nytt sammen.")
    send_form(page)


def call_meeting(page) -> str:
    """Call the board to a meeting today, and return its address."""
    page.goto("/saksbehandling/moter/")
    fill(page.locator("input[name=held_on]"), day(0))
    send_form(page)
    return urlsplit(page.url).path


def note_present(page, meeting: str, names: list[str]) -> None:
    page.goto(meeting)
    for name in names:
        check(page.get_by_label(name))
    send_form(page, action="/til-stede/")


def vote(page, meeting: str, number: str) -> None:
    """Say that one is impartial, and vote for what is proposed."""
    be_impartial(page, number)
    page.goto(meeting)
    click(page.locator("main section", has_text=number).locator("button[value=for]"))
    page.wait_for_load_state()


def close_vote(page, meeting: str, number: str) -> None:
    page.goto(meeting)
    section = page.locator("main section", has_text=number)
    click(section.locator("form[action*='/vedta/'] button"))
    page.wait_for_load_state()


# ── 9 to 11: accepted, paid, reported ────────────────────────────────────────
def accept(page, key: str) -> None:
    page.goto(f"/min-side/vedtak/{key}/")
    send_form(page, action="/ja/")


def decline(page, key: str, reason: str) -> None:
    page.goto(f"/min-side/vedtak/{key}/")
    click(page.locator("main details summary").first)
    fill(page.locator("form[action$='/nei/'] textarea"), reason)
    send_form(page, action="/nei/")


def complain(page, key: str, text: str) -> None:
    page.goto(f"/min-side/vedtak/{key}/klage/")
    fill(page.locator("main textarea"), text)
    send_form(page)


def settle_complaint(page, number: str, answer: str) -> None:
    """Answer a complaint, and stand by the decision."""
    be_impartial(page, number)
    case_page(page, number)
    click(page.locator("main a[href*='/klage/']:not([href$='/klage/'])").first)
    page.wait_for_load_state()
    check(page.locator("input[name=is_upheld][value=no]"))
    fill(page.locator("main textarea"), answer)
    send_form(page)


def say_account(page) -> None:
    """Tell where to pay: the first account of an organisation."""
    page.goto("/min-side/organisasjon/")
    click(page.locator("main a[href*='/organisasjon/']:not([href$='/ny/'])").first)
    click(page.locator("main a[href$='/konto/']").first)
    fill(page.locator("input[name=number]"), ACCOUNT)
    send_form(page)


def report(
    page,
    key: str,
    *,
    told: str = "Vi gjorde det vi lovte, på begge sider. Lagene møtes igjen til neste år.",
    spent: str = "20 000",
    own: str = "20 000",
    auditor: bytes | None = None,
    auditor_name: str = "bekreftelse.pdf",
) -> None:
    """Tell what became of it, part by part, and send."""
    page.goto(f"/min-side/rapport/{key}/aktiviteter/")
    for box in page.locator("input[type=radio][value=yes]").all():
        check(box)
    for text in page.locator("main textarea").all():
        fill(text, told)
    send_form(page)
    page.goto(f"/min-side/rapport/{key}/deltakere/")
    for number in page.locator("main input[name^=number_]").all():
        fill(number, "15")
    send_form(page)
    page.goto(f"/min-side/rapport/{key}/fortell/")
    for text in page.locator("main textarea").all():
        fill(text, told)
    send_form(page)
    page.goto(f"/min-side/rapport/{key}/regnskap/")
    planned = page.locator("main input[name^=spent_]").all()
    for line in planned:
        fill(line, line.get_attribute("value") or spent)
    fill(page.locator("input[name=own]"), own)
    send_form(page)
    if auditor is not None:
        page.goto(f"/min-side/rapport/{key}/revisor/")
        page.locator("input[type=file]").set_input_files(
            files=[{"name": auditor_name, "mimeType": "application/pdf", "buffer": auditor}]
        )
        send_form(page)
    page.goto(f"/min-side/rapport/{key}/")
    send_form(page, action="/send/")


def prepare(page, number: str, what: str) -> None:
    """Prepare an advance (``forskudd``) or the rest (``rest``) of a case's grant."""
    page.goto("/saksbehandling/okonomi/utbetalinger/")
    grant = page.locator("main section", has_text=number)
    click(grant.locator(f"form[action$='/{what}/'] button").first)
    page.wait_for_load_state()


def release(page, number: str) -> None:
    """Release what another has prepared: a payment list is made."""
    page.goto("/saksbehandling/okonomi/utbetalinger/")
    check(page.locator(".ds-field", has_text=number).locator("input[name=payment]"))
    click(page.locator("form[action$='/frigi/'] button:not([formaction])").first)
    page.wait_for_load_state()


def approve_report(page, number: str) -> None:
    page.goto("/saksbehandling/rapporter/")
    click(page.locator("main a", has_text=number).first)
    send_form(page, action="/godkjenn/")


# ── Finding a partner ────────────────────────────────────────────────────────
def write_wish(page, language: str, *, kind: str, place: str, text: str) -> str:
    """Write a wish, and return its key."""
    start = "" if language == "nb" else f"/{language}"
    page.goto(f"{start}/min-side/partner/nytt/")
    choose(page.locator("select[name=kind]"), value=kind)
    choose(page.locator("select[name=place]"), value=place)
    choose(page.locator("select[name=age]"), value="15-30")
    for one in (language, "en"):
        check(page.locator(f"input[name=languages][value={one}]"))
    choose(page.locator("select[name=theme]"), value="sport")
    fill(page.locator("textarea[name=text]"), text)
    choose(page.locator("select[name=language]"), value=language)
    send_form(page)
    return page.url.rstrip("/").rpartition("/")[2]


def show_wish(officer, key: str, translation: str = "") -> None:
    """Read a wish as an adviser does, put a translation beside it, and show it."""
    officer.goto("/saksbehandling/partner/")
    click(officer.locator(f"main a[href$='/onske/{key}/']"))
    if translation:
        choose(officer.locator("select[name=language]"), value="nb")
        fill(officer.locator("textarea[name=text]"), translation)
        send_form(officer, action="/oversett/")
    send_form(officer, action="/gjor/", name="act", value="show")
