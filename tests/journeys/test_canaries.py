"""Names planted wherever a name is protected, and looked for wherever an outsider can look."""

import contextlib
import io
import re
from urllib.error import HTTPError
from urllib.parse import parse_qsl, quote, urldefrag, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pikepdf
import pytest

from tests.journeys import canaries, steps
from tests.journeys.canaries import found_in
from tests.journeys.house import links_in
from tests.journeys.project import begin_confirming_by_code, handle, pay_and_report, until

PARTNER_ADDRESS = f"{canaries.ADDRESS.norwegian}@example.org"
PARTNER_NAME = f"Ярополка {canaries.PERSON.russian}"
PASSWORD = "moltebaer-og-tindved-i-oktober"
NUMBER = "5190000076"
TITLE = f"Lysfest i {canaries.ORGANISATION.norwegian}"
# In every script and case, as people write who do not think of who reads it.
TELLING = (
    f"Vi møtes i {canaries.PLACE.norwegian} og i {canaries.TOWN.norwegian}, hos"
    f" {canaries.PERSON.norwegian} i klubben {canaries.CALLED.norwegian}. Мы были в"
    f" {canaries.ORGANISATION.russian}е, у {canaries.CALLED.russian[:-1]}ы, с"
    f" {canaries.PERSON.russian[:-2]}ой. Moroshkingrad: Zhuravlinskaya."
)
MEETING = f"Vi møtes i {canaries.UNSHOWN.norwegian}. Мы были в {canaries.UNSHOWN.russian}е."
OPEN_DATA = ("prosjekter.json", "prosjekter.csv", "prosjekter.atom", "tilskudd-360giving.json")
LANGUAGES = ("", "/en", "/ru")


def a_paper():
    """Return a PDF of somebody else's, with a name in what it says of itself."""
    paper = pikepdf.new()
    paper.add_blank_page()
    paper.docinfo["/Author"] = canaries.PERSON.norwegian
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


# What is told of what is planted, and to whom: each of these is swept.
MAILS = {
    "applicant@example.org": (
        "Vi har fått søknaden din",
        "Noen er blitt med",
        "Begge sider har bekreftet",
        "Vi har et spørsmål til deg",
        "Søknaden din er avgjort",
        "Vi har svart på klagen din",
        "Rapporten din er godkjent",
        "Penger er på vei",
        "Sak … er ferdig",
    ),
    "case-officer@example.org": (
        "Noen venter på en telefon",
        "Sak … er din",
        "Paret har svart i sak …",
        "En klage i sak …",
        "Støtten i sak … er takket nei til",
        "Støtten i sak … er tatt imot",
        "Det har kommet en rapport i sak …",
    ),
    PARTNER_ADDRESS: (
        "С вами хотят писать вместе",
        "Подтвердите адрес электронной почты",
        "Нужно ваше подтверждение",
        "По вашей заявке есть решение",
        "Ваш отчёт утверждён",
        "Дело … завершено",
    ),
}


class Outsider:
    """Somebody with an address and nothing else: asks, and reads whatever comes back."""

    def __init__(self, url):
        self.url = url
        self.answers = {}  # By address: (status, everything that came).

        class Stay(HTTPRedirectHandler):
            def redirect_request(self, *_asked):
                return None

        self.opener = build_opener(Stay)

    def ask(self, path, method="GET"):
        request = Request(f"{self.url}{quote(path, safe='/?=&%')}", method=method)
        try:
            answer = self.opener.open(request, timeout=60)
        except HTTPError as fault:
            answer = fault
        with answer:
            said = answer.read()
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        whole = f"{heads}\n\n{said.decode('utf-8', errors='replace')}"
        self.answers[f"{method} {path}"] = (answer.status, whole)
        return answer.status, whole

    def crawl(self):
        """Read all that links lead to from the first pages; one choice of a list at a time."""
        waiting, seen = [f"{language}/" for language in LANGUAGES], set()
        waiting += [f"{at}/data/{name}" for at in LANGUAGES for name in OPEN_DATA]
        waiting += ["/sitemap.xml", "/robots.txt"]
        while waiting:
            path = waiting.pop(0)
            if path in seen or len(parse_qsl(urlsplit(path).query)) > 1:
                continue
            seen.add(path)
            _status, text = self.ask(path)
            for link in re.findall(r'(?:href|src)="([^"]+)"|"url": ?"([^"]+)"', text):
                whole = urldefrag(urljoin(f"{self.url}{path}", max(link))).url
                if whole.startswith(f"{self.url}/") and "/static/" not in whole:
                    parts = urlsplit(whole)
                    waiting.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        return seen

    def leaks(self):
        read = {path: found_in(text) for path, (_status, text) in self.answers.items()}
        return {path: names for path, names in read.items() if names}


def fill_named(page, values):
    for name, value in values.items():
        steps.fill(page.locator(f"[name='{name}']"), value)


def come_in(one, visitor, link):
    """The partner makes an account with a name of their own, and takes the seat."""
    partner = one.windows["partner"] = visitor(language="ru-RU")
    partner.goto(f"/ru/registrer/?next={link}")
    fill_named(partner, {"name": PARTNER_NAME, "email": PARTNER_ADDRESS, "password1": PASSWORD})
    before = len(one.site.mails(PARTNER_ADDRESS))
    steps.send_form(partner)
    mail = one.site.next_mail(PARTNER_ADDRESS, seen=before)
    [confirm] = [at for at in addresses_in(mail) if "/bekreft-epost/" in at]
    partner.goto(confirm)
    if partner.locator("main form[method=post]").count():
        steps.send_form(partner)
    if "/logg-inn/" in partner.url:
        fill_named(partner, {"login": PARTNER_ADDRESS, "password": PASSWORD})
        steps.send_form(partner)
    partner.goto(link)
    steps.take_a_seat(partner)
    partner.goto("/ru/min-side/meg/")
    fill_named(partner, {"phone": canaries.PHONE.russian})
    steps.send_form(partner)
    return partner


def addresses_in(mail):
    return [steps.path_of(link) for link in links_in(mail)]


def plant(one, visitor):
    """Take a project from draft to public page, with a planted name in every field there is."""
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    before = len(one.site.mails(PARTNER_ADDRESS))
    steps.ask_in(applicant, one.key, way="mail", address=PARTNER_ADDRESS)
    mail = one.site.next_mail(PARTNER_ADDRESS, seen=before)
    [link] = [at for at in addresses_in(mail) if "/invitasjon/" in at]
    steps.fill_short_form(applicant, one.key, title=TITLE, amount="40 000")
    fill_named(
        applicant,
        {
            "partner-described_as": f"Клуб «{canaries.CALLED.russian}»",
            "text-summary": TELLING,
            "text-result": TELLING,
            "cost0-text": f"Buss til {canaries.NOTE.norwegian}",
            **{f"activity{n}-what": TELLING for n in range(2)},
            **{f"activity{n}-place_text": canaries.PLACE.russian for n in range(2)},
            **{f"activity{n}-task_{side}": TELLING[:200] for n in range(2) for side in "ab"},
        },
    )
    steps.save_short_form(applicant, send=False)
    partner = come_in(one, visitor, link)
    add_body(partner)
    partner.goto(f"/ru/min-side/soknader/{one.key}/paret/organisasjon/")
    steps.check(partner.locator("main input[name=organisation]").first)
    steps.send_form(partner)
    applicant.goto(f"/min-side/soknader/{one.key}/kort/")
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
    partner.goto(f"/ru/min-side/soknader/{one.key}/bekreft/")
    steps.send_form(partner)


def add_body(page):
    page.goto("/ru/min-side/organisasjon/ny/")
    steps.check(page.locator("input[name=country][value=RU]"))
    fill_named(page, {"number": NUMBER})
    steps.send_form(page)
    fill_named(
        page,
        {"name": f"АНО «{canaries.ORGANISATION.russian}»", "municipality": canaries.TOWN.russian},
    )
    steps.choose(page.locator("select[name=kind]"), value="sports_club")
    steps.choose(page.locator("select[name=place]"), index=1)
    steps.send_form(page)


@pytest.fixture(scope="module")
def made():
    """What the first test makes, for those after it."""
    return {}


@pytest.fixture
def planted(made):
    assert "slug" in made, "the names were not planted"
    return made


def send_unshown(one, title):
    """Send a small application whose partner is described, and has no account."""
    applicant = one.window("applicant")
    one.key = steps.begin(applicant, "barentsmidler", size="short")
    steps.fill_short_form(applicant, one.key, title=title, amount="40 000")
    fill_named(applicant, {"partner-described_as": f"Школа «{canaries.UNSHOWN.russian}»"})
    steps.save_short_form(applicant, send=True)
    one.number = steps.send(applicant, one.key)
    steps.send_form(begin_confirming_by_code(one))


def refuse_and_complain(one):
    """A name in the reasons of a refusal, in the complaint, and in its answer."""
    telling = f"Partneren i {canaries.UNSHOWN.norwegian} gjør for lite."
    handle(one, "refusal", criterion_cooperation=telling)
    steps.complain(one.window("applicant"), one.key, f"Ikke sant. {telling} {TELLING}")
    steps.settle_complaint(one.window("deputy"), one.number, telling)


def decline(one):
    """A name in what is told when a grant is declined."""
    handle(one, "award")
    steps.decline(one.window("applicant"), one.key, f"{canaries.NOTE.norwegian} er ikke med mer.")


def ask_and_show_papers(one):
    """A name in every part of the full form, in a question, its answer and a file's own name."""
    applicant, officer = one.window("applicant"), one.window("case_officer")
    one.key = steps.begin(applicant, "barentsmidler", size="full")
    steps.describe_partner(applicant, one.key, f"Школа «{canaries.UNSHOWN.russian}»")
    steps.fill_full_form(
        applicant, one.key, title=f"Revy i {canaries.UNSHOWN.norwegian}",
        cost="230 000", own="100 000", amount="130 000", theme="sport", told=MEETING,
    )  # fmt: skip
    one.number = steps.send(applicant, one.key)
    steps.send_form(begin_confirming_by_code(one))
    steps.take_on(officer, one.number)
    steps.ask(officer, one.number, f"Hvem er {canaries.NOTE.norwegian}?")
    steps.answer(applicant, one.key, TELLING)
    handle(one, "award")
    file = f"revisor i {canaries.PLACE.norwegian}.pdf"
    pay_and_report(
        one, told=MEETING, spent="125 000", own="120 000", auditor=a_paper(), auditor_name=file
    )


def look_for_a_partner(one):
    """A name in a wish from across and in what it says in Norwegian, shown to the other side."""
    text = f"Мы группа в {canaries.WISH.russian}е и ищем партнёра."
    partner, officer = one.window("partner"), one.window("case_officer")
    key = steps.write_wish(partner, "ru", kind="school", place="RU-MUR", text=text)
    steps.show_wish(officer, key, f"Vi er en gruppe i {canaries.WISH.norwegian}.")


def test_the_names_are_planted(project, visitor, made):
    steps.tell_an_idea(visitor(), f"Idé fra {canaries.IDEA.norwegian}.", canaries.PHONE.russian)
    sent = project()
    send_unshown(sent, f"Ski i {canaries.UNSHOWN.norwegian}")
    refuse_and_complain(sent)
    declined = project()
    send_unshown(declined, f"Turn i {canaries.UNSHOWN.norwegian}")
    decline(declined)
    ask_and_show_papers(project())

    one = project()
    plant(one, visitor)
    look_for_a_partner(one)
    handle(one, "award")
    pay_and_report(one, told=TELLING)
    made.update(key=one.key, number=one.number, sent=sent.key)
    stranger = visitor()
    stranger.goto("/prosjekter/?sok=lysfest")
    link = stranger.locator("main a[href*='/prosjekter/2']", has_text="Lysfest")
    until(stranger, lambda: link.count() > 0)
    made["slug"] = link.first.get_attribute("href").strip("/").split("/")[-1]

    # What looks can see: to the pair itself nothing is hidden.
    applicant = one.window("applicant")
    applicant.goto(f"/min-side/soknader/{one.key}/les/")
    assert found_in(applicant.content()) >= {
        stem
        for canary in (canaries.ORGANISATION, canaries.CALLED, canaries.PERSON, canaries.PLACE)
        for stem in canary.stems[:2]
    }


def test_no_public_page_and_no_file_has_a_planted_name(site, planted):
    outsider = Outsider(site.url)
    seen = outsider.crawl()
    for language in LANGUAGES:
        assert f"{language}/prosjekter/{planted['slug']}/" in seen
        assert outsider.ask(f"{language}/data/prosjekter/{planted['slug']}.json")[0] == 200
    assert "Demolaget" in outsider.answers[f"GET /prosjekter/{planted['slug']}/"][1]
    assert outsider.leaks() == {}


def test_no_error_page_has_a_planted_name(site, planted):
    outsider = Outsider(site.url)
    statuses = set()
    for language in LANGUAGES:
        for path in (
            f"/min-side/soknader/{planted['key']}/les/",
            f"/min-side/soknader/{planted['sent']}/kvittering/",
            f"/min-side/vedtak/{planted['key']}/",
            f"/min-side/rapport/{planted['key']}/",
            f"/saksbehandling/saker/{planted['number'].replace('/', '-')}/",
            f"/prosjekter/{planted['slug']}/",
            f"/prosjekter/{planted['slug']}x/",
            f"/data/prosjekter/{planted['slug']}.json",
            f"/data/prosjekter/{planted['slug']}x.json",
            f"/prosjekter/{planted['slug']}/skjul/",
        ):
            for method in ("GET", "POST", "PUT", "OPTIONS"):
                statuses.add(outsider.ask(f"{language}{path}", method)[0])
    assert statuses >= {302, 403, 404, 405}
    assert not any(status >= 500 for status in statuses)
    assert outsider.leaks() == {}


def test_nobody_finds_the_project_by_a_planted_name(site, planted):
    outsider = Outsider(site.url)
    for language in LANGUAGES:
        # By a word that is no name it is found, so the search does look.
        assert planted["slug"] in outsider.ask(f"{language}/prosjekter/?sok=lysfest")[1]
        for canary in canaries.ALL:
            for name in {canary.russian, canary.norwegian, *canary.stems}:
                status, text = outsider.ask(f"{language}/prosjekter/?sok={quote(name)}")
                assert status == 200
                assert planted["slug"] not in text, name
                # Their own word stands in the field and in links; nothing else knows it.
                own = set(found_in(name))
                said = re.sub(r'(?i)(?:value|href)="[^"]*"', "", text)
                assert found_in(said) <= own, name


def test_a_colleague_without_the_case_reads_no_planted_name(person, planted):
    """Somebody signed in, and not of the pair, meets a page that is not there."""
    page = person("partner")
    for path in ("les", "kvittering", "send", "sendt", "paret"):
        answer = page.goto(f"/min-side/soknader/{planted['key']}/{path}/")
        assert answer.status == 404
        assert found_in(page.content()) == set()


def test_no_mail_tells_a_planted_name(site, planted):
    # The last that is told of what was planted.
    assert site.mail_that_says(f"Дело {planted['number']} завершено", PARTNER_ADDRESS)
    mails = site.mails("@")
    told = {
        (str(mail["To"]), re.sub(r"\d\d/\d{4}", "…", str(mail["Subject"]).strip()))
        for mail in mails
    }
    assert told >= {(reader, subject) for reader, all_of in MAILS.items() for subject in all_of}
    assert {
        str(mail["Subject"]): found_in(str(mail["Subject"]))
        for mail in mails
        if found_in(str(mail["Subject"]))
    } == {}
    told = {}
    for mail in mails:
        heads = "\n".join(f"{name}: {value}" for name, value in mail.items() if name != "To")
        body = mail.get_body(("plain",)).get_content()
        # A mail to the partner is to whoever bears the name; others are told nothing.
        own = set(canaries.ADDRESS.stems) | set(canaries.PERSON.stems)
        if found := found_in(heads + body) - (
            own if PARTNER_ADDRESS in str(mail["To"]) else set()
        ):
            told[f"{mail['To']}: {mail['Subject']}"] = (found, body)
    assert told == {}


def test_no_name_of_a_file_tells_a_planted_name(site, planted):
    names = [path.relative_to(site.data).as_posix() for path in site.data.rglob("*")]
    assert len(names) > 20
    assert {name for name in names if found_in(name)} == set()


def test_no_paper_tells_a_planted_name_beside_its_text(site, person, planted):
    """What a PDF says of itself, and the name under which it is handed out."""
    papers = [
        path
        for path in site.data.rglob("*")
        if path.is_file() and path.read_bytes()[:5] == b"%PDF-"
    ]
    ours = 0
    for path in papers:
        told = ""
        with contextlib.suppress(pikepdf.PdfError), pikepdf.open(path) as pdf:  # Some send scraps.
            told = str(dict(pdf.docinfo)) if pdf.trailer.get("/Info") else ""
            with pdf.open_metadata() as meta:
                told += str(meta)
            told += " ".join(pdf.attachments)
        if "naboskap" in told.casefold() or "typst" in told.casefold():
            ours += 1
            assert found_in(told) == set()
    assert ours >= 2

    handed = {}
    for role in ("applicant", "case_officer"):
        page = person(role)
        at = f"/saksbehandling/saker/{planted['number'].replace('/', '-')}/"
        starts = {
            "applicant": [
                f"/min-side/soknader/{planted['key']}/kvittering/",
                f"/min-side/vedtak/{planted['key']}/",
            ],
            "case_officer": [at, f"{at}journal/", "/saksbehandling/saker/"],
        }[role]
        for start in starts:
            page.goto(start)
            for link in page.locator("main a[href]").evaluate_all("all => all.map(a => a.href)"):
                if re.search(r"/brev/|/fil/|\.pdf|\.csv|/revisor/", link):
                    heads = page.request.get(link).headers
                    handed[link] = heads.get("content-disposition", "")
    assert any(".pdf" in name for name in handed.values())
    assert {link: name for link, name in handed.items() if found_in(name + link)} == {}


def test_no_log_has_a_planted_name(site, planted):
    logs = [path for path in site.data.rglob("*") if path.is_file() and "log" in path.suffix]
    assert site.data / "server.log" in logs
    assert {
        path.name: found_in(path.read_bytes()) for path in logs if found_in(path.read_bytes())
    } == {}
