"""The item of a funding story."""

from decimal import Decimal

from bot.say.funding import funding_item
from bot.say.words import words
from feeds.model import Kind, Text
from feeds.reading.read import read
from storage.model import StoryFact
from tests.bot.say import record
from tests.bot.say.record import entry, fact, funding, money

FR, EN = words("fr"), words("en")


def quoted(item) -> str:
    return item.quotation.before + item.quotation.figure + item.quotation.after


def test_the_exact_figure_wins_over_the_rounded_one():
    release = entry(summary="Plus de 19 M$ sont annoncés. Au total, 19,1 M$ seront versés.")
    rounded = money("19000000", "Plus de 19 M$", release, qualifier="more_than")
    item = funding_item(funding(release, facts=(rounded, money("19100000", "19,1 M$", release))), FR)
    assert item.lead == "19,1\u00a0M$"
    assert quoted(item) == "Au total, 19,1 M$ seront versés."


def test_another_exact_figure_does_not_replace_a_rounded_one():
    release = entry(summary="Plus de 19 M$ sont annoncés. Une somme de 5,6 M$ suivra.")
    rounded = money("19000000", "Plus de 19 M$", release, qualifier="more_than")
    item = funding_item(funding(release, facts=(rounded, money("5600000", "5,6 M$", release))), FR)
    assert item.lead == "Plus de 19\u00a0M$"


def test_money_by_the_year_says_so():
    release = entry(summary="Une somme de 2,2 M$ par an pendant cinq ans.")
    facts = (
        money("2200000", "2,2 M$ par an", release, role="annual"),
        fact("period", Decimal(5), "cinq ans", release),
    )
    assert funding_item(funding(release, facts=facts), FR).lead == "2,2\u00a0M$ par an sur 5 ans"
    assert funding_item(funding(release, facts=facts), EN).lead == "$2.2 million a year over 5 years"


def joint(title: str, summary: str, lang: str = "fr"):
    """Let a text be read for who pays."""
    of = entry(title=title, summary=summary, lang=lang, publisher=record.FEDERAL)
    text = Text(title=title, summary=summary, lang=lang, publisher="Prudence Canada", publisher_kind=Kind.GOVERNMENT)
    return funding(of, facts=tuple(StoryFact(entry=of.id, fact=found) for found in read(text).facts))


def test_a_divided_sum_is_told_with_what_each_government_pays_in_the_readers_language():
    told = joint(
        "Canada and Quebec invest $8.2 million in a shelter",
        "The governments of Canada and Quebec are providing $8.2 million to Maison Ancrage. The Government of Canada "
        "is contributing $5 million and the Government of Quebec $3.2 million.",
        "en",
    )
    assert funding_item(told, EN).notes == ("Canada: $5 million; Quebec: $3.2 million",)
    assert funding_item(told, FR).notes == ("Canada\u00a0: 5\u00a0M$; Québec\u00a0: 3,2\u00a0M$",)


def test_a_sum_that_is_not_divided_is_told_without_payers():
    assert funding_item(joint("Ottawa verse 5 M$", "Le gouvernement du Canada verse 5 M$ à un refuge."), FR).notes == ()


def test_a_payee_that_is_only_the_end_of_a_name_is_not_told():
    of = entry(title="Québec aide le Théâtre des Sables", summary="Québec aide le Théâtre des Sables.")
    parties = (fact("payer", "Québec", "Québec", of), fact("payee", "Sables", "Sables", of))
    assert funding_item(funding(of, facts=parties), FR).rest == "Québec aide le Théâtre des Sables"


def test_the_years_of_a_plan_are_not_those_of_a_part_of_it():
    release = entry(summary="Soit 430 000 $ à la police. La somme vient du plan 2023-2028, doté de 150 M$.")
    facts = (
        money("430000", "430 000 $", release),
        fact("period", Decimal(5), "2023-2028", release, until="2028"),
        money("150000000", "150 M$", release, role="envelope"),
    )
    assert funding_item(funding(release, facts=facts), EN).lead == "$430,000"
    assert funding_item(funding(release, facts=facts[:2]), EN).lead == "$430,000 over 5 years (until 2028)"


def test_a_yearly_sum_is_not_told_over_one_year():
    release = entry(summary="Soit 750 000 $ par année.")
    facts = (
        money("750000", "750 000 $", release, role="annual"),
        fact("period", Decimal(1), "par année", release),
    )
    assert funding_item(funding(release, facts=facts), FR).lead == "750\u00a0000\u00a0$ par an"


def test_an_end_that_stands_beside_its_years_is_told_with_them():
    release = entry(summary="Soit 9 000 $ sur quatre ans, jusqu'au 31 mars 2029.")
    facts = (
        money("9000", "9 000 $", release),
        fact("period", Decimal(4), "quatre ans", release),
        fact("period", Decimal(4), "jusqu'au 31 mars 2029", release, until="2029-03-31"),
    )
    assert funding_item(funding(release, facts=facts), EN).lead == "$9,000 over 4 years (until March 31, 2029)"


def test_parts_without_a_total_are_not_summed():
    release = entry(summary="Soit 9 000 $ à l'un, 8 000 $ à l'autre.")
    facts = (money("8000", "8 000 $", release, role="part"), money("9000", "9 000 $", release, role="part"))
    assert funding_item(funding(release, facts=facts), FR).lead == "9\u00a0000\u00a0$ et 1 autre montant"


def test_a_larger_plan_is_named_and_never_the_headline():
    release = entry(title="Un pas de plus", summary="Dans le plan de 150 M$.")
    item = funding_item(funding(release, facts=(money("150000000", "150 M$", release, role="envelope"),)), FR)
    assert item.lead == "Montant non précisé"
    assert item.rest == "Un pas de plus"
    assert item.notes == ("Dans un plan de 150\u00a0M$",)
    assert item.quotation is None


def test_a_fact_in_withheld_words_is_not_shown():
    release = entry(
        title="Un don", summary="Le don de 500 000 $ de Nom Inventé.", withheld=("500 000 $ de Nom Inventé",)
    )
    assert (
        funding_item(funding(release, facts=(money("500000", "500 000 $", release),)), FR).lead == "Montant non précisé"
    )


def test_the_quotation_hides_what_is_withheld():
    release = entry(summary="Selon Nom Inventé, 500 000 $ suffiront à Nom Inventé.", withheld=("Nom Inventé",))
    item = funding_item(funding(release, facts=(money("500000", "500 000 $", release),)), FR)
    assert quoted(item).startswith("Selon […], 500 000 $")


def test_the_quotation_is_the_sentence_cut_around_its_figure():
    summary = "Une autre phrase de Mme Untelle. " + "Avant " * 60 + "les 500 000 $ " + "après " * 60 + "fin. Puis rien."
    release = entry(summary=summary)
    text = quoted(funding_item(funding(release, facts=(money("500000", "500 000 $", release),)), FR))
    assert "500 000 $" in text
    assert "autre phrase" not in text
    assert len(text) <= 352
    assert text.startswith("…Avant")
    assert text.endswith("après…")


def test_a_title_that_is_shown_is_not_quoted_again():
    release = entry(title="Québec verse 500 000 $")
    item = funding_item(funding(release, facts=(money("500000", "500 000 $", release),)), FR)
    assert item.rest == "Québec verse 500 000 $"
    assert item.quotation is None


def test_each_reader_gets_the_sentence_of_their_language_when_there_is_one():
    french, english = entry("f", summary="Voici 500 000 $."), entry("e", summary="Here is $500,000.", lang="en")
    story = funding(french, english, facts=(money("500000", "500 000 $", french), money("500000", "$500,000", english)))
    assert quoted(funding_item(story, FR)) == "Voici 500 000 $."
    assert quoted(funding_item(story, EN)) == "Here is $500,000."


def test_links_past_the_fourth_are_a_number():
    entries = [entry(f"e{n}", publisher=record.body(f"b{n}", f"Corps {n}", *KIND)) for n in range(6)]
    item = funding_item(funding(*entries), FR)
    assert [source.label for source in item.sources] == ["Corps 0", "Corps 1", "Corps 2", "Corps 3"]
    assert item.more_sources == "et 2 autres"


KIND = (record.MINISTRY.kind, record.MINISTRY.level, "CA-QC")
