from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.models import FAQ
from knowledge_base.transfer import plans, reading
from knowledge_base.transfer.formats import FORMATS
from knowledge_base.transfer.rows import FaqRow, html_in


def _is_plain(text: str) -> bool:
    return "\0" not in text and not html_in(text)


#: Signs that mean something to one kind of file or another, and some that spreadsheets and terminals stumble over.
SIGNS = st.text(
    st.sampled_from("aZé¿漢👍 \n\r\t\\|'\"=+-@#*_:;,<>.`\u2028\x85\x0b\x1c") | st.characters(codec="utf-8"), max_size=30
)
WORDS = SIGNS.filter(_is_plain)
PIECES = WORDS | WORDS.map("Tags: {}".format) | WORDS.map("=SUM({})".format) | WORDS.map("## {}".format)
LINES = PIECES.filter(str.strip)
FAQS: st.SearchStrategy[list[dict[str, object]]] = st.lists(
    st.fixed_dictionaries(
        {
            "question": LINES,
            "answer": st.lists(PIECES, min_size=1, max_size=3).map("\n".join).filter(str.strip).filter(_is_plain),
            "spoken_answer": WORDS,
            "wordings": st.lists(LINES, max_size=3),
            "tags": st.lists(WORDS.filter(str.strip), max_size=3),
            "language": st.sampled_from(["", "en", "es"]),
            "valid_from": st.none() | st.dates(),
            "active": st.booleans(),
        }
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda faq: (" ".join(str(faq["question"]).split()), faq["language"]),
)


@pytest.mark.parametrize("suffix", FORMATS)
@given(faqs=FAQS)
def test_what_was_exported_is_imported_without_a_change(suffix: str, faqs: list[dict[str, object]]):
    standing = [FAQ(pk=number, **faq) for number, faq in enumerate(faqs)]
    written = "".join(FORMATS[suffix].write(FaqRow.of(faq) for faq in standing))
    read_again = reading.read(f"faqs{suffix}", written.encode()).rows
    for replace in (True, False):
        planned = plans.plan(standing, read_again, replace=replace)
        assert planned.is_empty
        assert planned.unchanged == len(standing)
