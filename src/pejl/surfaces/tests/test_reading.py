"""How the answer endpoint reads a form."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.surfaces.answers import MOST_FIELDS, read_pairs, read_submission
from pejl.ui.error_page import find_chosen


def read(body, **cookies):
    return read_submission(body, "hash", 7, find_chosen(cookies))


@given(st.lists(st.tuples(st.text(), st.text())))
def test_a_form_is_read_as_it_was_written(pairs):
    assert list(read_pairs(urlencode(pairs))) == pairs


@given(st.text(st.sampled_from("ab=&+%2B3Ca5[];"), max_size=40))
def test_any_text_is_read_as_the_standard_library_reads_it(text):
    def attempt(reader):
        try:
            return list(reader(text))
        except ValueError:
            return "no form"

    def standard(text):
        return parse_qsl(text, keep_blank_values=True, errors="strict")

    assert attempt(read_pairs) == attempt(standard)


def test_lists_and_plain_fields_are_told_apart():
    body = b"kind=chosen&item=poll&key=k1&options%5B%5D=1&options%5B%5D=2&text=+a%0D%0Ab%00+"
    found = read(body, django_language="en")
    assert (found.kind, found.item, found.key) == ("chosen", "poll", "k1")
    assert found.fields == {"options": ["1", "2"], "text": "a\nb"}
    assert (found.token_hash, found.slot_id, found.language) == ("hash", 7, "en")


@pytest.mark.parametrize("body", [b"\xff", b"text=%ff", b"a=b" + b"&a=b" * MOST_FIELDS])
def test_what_is_no_form_of_ours_is_not_read(body):
    assert read(body) is None


def test_as_many_fields_as_a_form_may_have_are_read():
    assert read(b"&".join([b"a=b"] * MOST_FIELDS)) is not None
