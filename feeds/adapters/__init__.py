"""Sources that are no feed: each adapter turns one body into what a feed would have said.

    Adapter = (body, content_type) -> RawFeed | NotAFeed

A feed of the catalogue names its adapter (``adapter = "canada-news"``); `parse` then asks `adapted` in the place of
feedparser, and what follows is the same for all: links are made absolute, dates read, markup taken out, identity found.
So an adapter copies words and does nothing else. To write one:

1. **A page with a list of links?** Then it is data: a file ``lists/NAME.toml`` of CSS selectors, which `pages.py`
   describes key by key. Nothing else is written.
   **JSON, or JSON inside a page?** A module beside this one with one function, as `canada_news.py` and `rcmp.py`, and
   one line in the table of `table.py`. Answer a `NotAFeed` for whatever is not the list; a list without items is
   ``empty-list`` (`entries_of` says so), because a wrong address that answers nothing must not look like a quiet week.
   Take only what stands there: a date that is missing stays missing, and every item needs a guid or a link.
2. **A fixture** in our own words: ``tests/feeds/adapters/fixtures/NAME.html`` (or ``.json``), two or three invented
   items in the source's form, and ``NAME.expected.json`` beside it; the tests find both by the adapter's name, and say
   what is missing.
3. ``greffier check URL --adapter NAME`` shows what it reads at the real address, before any catalogue names it.

Pure: no input, no output, no clock. What an adapter raises is a failure of its feed and of nothing else.
"""
