"""One table of texts for each rule of counting, and every text as it was."""

import itertools

import pytest
from django.utils.translation.trans_real import DjangoTranslation, TranslationCatalog, translation


def _apart(self, told):
    self._catalogs.insert(0, told._catalog.copy())
    self._plurals.insert(0, told.plural)


def test_what_the_program_reads_its_texts_from_is_laid_together():
    assert len(translation("nb")._catalog._catalogs) < 8


@pytest.mark.parametrize("language", ["nb", "nn", "en", "ru", "se"])
def test_texts_that_count_alike_lie_in_one_table_and_say_the_same(language, monkeypatch):
    together = DjangoTranslation(language)._catalog
    monkeypatch.setattr(TranslationCatalog, "update", _apart)
    apart = DjangoTranslation(language)._catalog

    rules = [rule.__code__ for rule in together._plurals]
    assert all(one != after for one, after in itertools.pairwise(rules))
    assert len(together._catalogs) <= len(apart._catalogs)
    assert {key: together.get(key) for key in apart.keys()} == {  # noqa: SIM118 -- no dict
        key: apart.get(key)
        for key in apart.keys()  # noqa: SIM118
    }
    counted = {key[0] for key in apart.keys() if isinstance(key, tuple)}  # noqa: SIM118
    for text in counted:
        for number in (0, 1, 2, 5, 11, 21, 22, 105):
            assert together.plural(text, number) == apart.plural(text, number)
