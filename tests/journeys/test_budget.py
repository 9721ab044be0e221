"""A full budget by keyboard on a narrow screen: counted, in roubles, pasted, and put right."""

import pytest

from tests.journeys import steps

CELLS = {
    "nb": "Hva\tSlag\tSide\tAntall\tPris\tBeløp\n"
    "Buss\tReise\tNorsk\t\t\t40 000 kr\n"
    "Mat\tMat\tPartner\t60\t250\t15 000\n"
    "Ukjent\tReise\tMars\t\t\t5\n"
    "Annet\tReise\tNorsk\t\t\tmye\n",
    "ru": "Что\tВид\tСторона\tКоличество\tЦена\tСумма\n"
    "Автобус\tПроезд\tНорвежская\t\t\t40 000\n"
    "Еда\tПитание\tПартнёр\t60\t250\t15 000\n"
    "Неизвестно\tПроезд\tМарс\t\t\t5\n"
    "Другое\tПроезд\tНорвежская\t\t\tмного\n",
}
WORDS = {
    "nb": {
        "times": "66 × 900 kr per natt",
        "bank": "Norges Bank har ingen kurs for denne valutaen.",
        "read": "2 rader er forstått. 2 rader er det ikke.",
    },
    "ru": {
        "times": "66 × 900 NOK за ночь",
        "bank": "Банк Норвегии не публикует курс этой валюты.",
        "read": "Поняты 2 строки. Не поняты 2 строки.",
    },
}
# 10 000 and 20 000 from before, 59 400, 14 124 for 120 000 roubles, 40 000 and 15 000.
TOTAL, MOST = "158 524", "110 966"


class Budget:
    """The page of the budget, as somebody fills it in by keyboard."""

    def __init__(self, page, key, language):
        self.page, self.said, self.cells = page, WORDS[language], CELLS[language]
        start = "/ru" if language == "ru" else ""
        self.address = f"{start}/min-side/soknader/{key}/budsjett/"

    @property
    def words(self):
        return steps.words(self.page)

    def field(self, name):
        return self.page.locator(f"[name='cost-{name}']")

    def begin_line(self, category, text):
        self.page.goto(self.address)
        steps.click(self.page.locator("main details:has([name=cost-category]) summary"))
        steps.choose(self.field("category"), value=category)
        steps.fill(self.field("text"), text)
        steps.check(self.page.locator("[name='cost-side'][value=b]"))

    def press(self, act):
        form = self.page.locator(f"main form:has(input[name=act][value={act}])")
        steps.click(form.locator("button.ds-button"))
        self.page.wait_for_load_state()

    def press_button(self, value):
        steps.click(self.page.locator(f"main button[value={value}]").last)
        self.page.wait_for_load_state()


def count_nights(one):
    """So many at a price for one: the sum follows while one writes."""
    one.begin_line("stay", "Hotell")
    steps.choose(one.field("unit"), value="night")
    steps.fill(one.field("quantity_hundredths"), "66")
    steps.fill(one.field("rate"), "900")
    follows = "() => /59.400/.test(document.querySelector('#line-sum').textContent)"
    one.page.wait_for_function(follows)
    one.press("cost")
    assert one.said["times"] in one.words


def write_roubles(one):
    """There is no rate to fetch for roubles: it is written, with where it was found."""
    one.begin_line("rent", "Scene")
    steps.fill(one.field("amount"), "120 000")
    steps.choose(one.field("currency"), value="RUB")
    one.press("cost")
    assert one.said["bank"] in one.words
    assert one.field("amount").input_value() == "120 000"
    steps.fill(one.field("exchange_rate"), "11,77")
    steps.fill(one.field("exchange_note"), "Der partneren veksler")
    one.press("cost")
    assert "120 000 RUB. 100 RUB" in one.words
    assert "14 124" in one.words


def paste_cells(one):
    """Two rows are right and two are not: what is right is added, the rest stays in the box."""
    steps.click(one.page.locator("main a[href$='/lim-inn/']"))
    one.page.wait_for_load_state()
    one.page.locator("[name=cells]").fill(one.cells)  # A paste is one stroke.
    steps.check(one.page.locator("[name=side][value=a]"))
    one.press_button("read")
    assert one.said["read"] in one.words
    one.press_button("add")
    left = one.page.locator("[name=cells]").input_value()
    assert len(left.strip().splitlines()) == 3  # The heading, and two rows to mend.
    one.page.goto(one.address)
    assert TOTAL in one.words


def ask_for_too_much(one):
    """The guidelines' own buttons bring it to what may be asked for."""
    steps.fill(one.page.locator("[name='ask-amount']"), "150 000")
    one.press("amount")
    figure = one.page.locator("#sums .nk-figure").inner_text().replace("\xa0", " ")
    assert figure.startswith(MOST)
    stops = one.page.locator("main .nk-finding[data-level=stop]")
    assert stops.count()
    for _change in range(6):
        if not stops.locator("button[name=change]").count():
            break
        steps.click(stops.locator("button[name=change]").first)
        one.page.wait_for_load_state()
    assert not stops.count(), one.words
    asked = one.page.locator("[name='ask-amount']").input_value().replace("\xa0", " ")
    assert asked == MOST


@pytest.mark.journey
@pytest.mark.parametrize("language", ["nb", "ru"])
def test_a_whole_budget_by_keyboard_at_320_px(person, club, language):
    page = person("applicant", width=320)
    key = steps.begin(page, "barentsmidler", size="full")
    steps.fill_full_form(
        page, key, title="Dans over grensa", cost="10 000", own="20 000", amount="1 000"
    )
    page.by_keyboard = True
    one = Budget(page, key, language)
    count_nights(one)
    write_roubles(one)
    paste_cells(one)
    ask_for_too_much(one)
