from bot.say.snippet import WIDTH, snippet, sought


def test_the_words_that_were_searched_for_are_marked_whatever_their_accents() -> None:
    assert snippet(["Le Cœur des Élèves, à cœur ouvert"], [sought(0, "coeur"), sought(1, "eleves")]) == (
        "Le «Cœur» des «Élèves», à «cœur» ouvert"
    )


def test_words_side_by_side_are_marked_as_one_and_only_so() -> None:
    wanted = [sought(0, "aide financière")]
    assert snippet(["Une aide, puis une aide financière"], wanted) == "Une aide, puis une «aide financière»"
    assert snippet(["L'aide aux aînés-aidants"], [sought(0, "aînés"), sought(1, "aid", is_prefix=True)]) == (
        "L'«aide» aux «aînés-aidants»"
    )


def test_words_that_only_begin_alike_are_marked_each() -> None:
    wanted = [sought(0, "a", is_prefix=True)]
    assert snippet(["sur quatre ans à onze centres"], wanted) == "sur quatre «ans» «à» onze centres"


def test_a_long_text_is_cut_between_words_around_what_answers_most() -> None:
    far, near = "mot " * 80, "encore " * 80
    said = snippet([f"{far}refuge {far}refuge et abri {near}"], [sought(0, "refuge"), sought(1, "abri")])
    assert "«refuge» et «abri» encore" in said
    assert said.startswith("…mot ")
    assert said.endswith(" encore…")
    assert len(said) <= WIDTH + 8


def test_the_text_that_answers_most_is_quoted_and_else_the_first() -> None:
    texts = ["", "Un refuge", "Un refuge et un abri"]
    assert snippet(texts, [sought(0, "refuge"), sought(1, "abri")]) == "Un «refuge» et un «abri»"
    assert snippet(texts, [sought(0, "ailleurs")]) == "Un refuge"
    assert snippet([], [sought(0, "ailleurs")]) == snippet(["", ""], []) == ""


def test_one_long_word_is_cut_where_it_must_be() -> None:
    assert snippet(["x" * 500], [sought(0, "y")]) == "x" * WIDTH + "…"
