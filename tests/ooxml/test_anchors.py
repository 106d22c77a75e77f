"""Bookmark names: made from ids, turned back, never too long, never two for one."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.ooxml.anchors import bookmark, is_hashed, provision_id

IDS = st.from_regex(r"[a-z0-9]+([.-][a-z0-9]+)*", fullmatch=True)


@given(IDS)
@example("release-notification.date")
def test_an_id_comes_back_or_is_hashed(id):
    name = bookmark(id)
    assert len(name) <= 40 and re.fullmatch(r"[a-z]_[a-z0-9_]+", name)
    assert provision_id(name) == id or (is_hashed(name) and provision_id(name) is None)


@given(st.text(min_size=1), st.text(min_size=1))
@example("a-.b", "a.-b")
@example("A", "a")
def test_two_ids_never_share_a_name(one, other):
    assert (bookmark(one) == bookmark(other)) == (one == other)


def test_the_rule_is_the_documented_one():
    assert bookmark("release-notification.date") == "p_release_notification__date"


@pytest.mark.parametrize("foreign", ["_Toc123", "p_", "P_a", "p_a b", "p_" + "a" * 60])
def test_a_foreign_bookmark_is_nobodys(foreign):
    assert provision_id(foreign) is None
