"""Links stay as they came: only a relative one is joined, and only what no request line carries is spelled anew."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.web_links import resolved, root_of, target_of

BASE = "https://api.example/vidu/ent/v2/task/t-1/creations?x=1"
SENDABLE = "".join(sorted(set(string.printable) - set(string.whitespace) - {"#", "\\"}))


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://cdn.example/a.mp4?s=%7E%2D%2e", "https://cdn.example/a.mp4?s=%7E%2D%2e"),
        ("HTTPS://CDN.example/a.mp4", "HTTPS://CDN.example/a.mp4"),
        ("https://cdn.example/a/../b/./c.mp4", "https://cdn.example/a/../b/./c.mp4"),
        ("https://cdn.example/a[1]|^{}.mp4?", "https://cdn.example/a[1]|^{}.mp4?"),
        ("https://cdn.example/a.mp4#t=3", "https://cdn.example/a.mp4"),
        ("https://cdn.example/a b.mp4", "https://cdn.example/a%20b.mp4"),
        ("https://cdn.example/视频.mp4", "https://cdn.example/%E8%A7%86%E9%A2%91.mp4"),
        ("//cdn.example/a.mp4", "https://cdn.example/a.mp4"),
        ("/files/a%7e.mp4?s=1", "https://api.example/files/a%7e.mp4?s=1"),
        ("/files/../a.mp4", "https://api.example/files/../a.mp4"),
        ("a.mp4", "https://api.example/vidu/ent/v2/task/t-1/a.mp4"),
        ("../../a%2f.mp4?", "https://api.example/vidu/ent/v2/a%2f.mp4?"),
        ("./a.mp4", "https://api.example/vidu/ent/v2/task/t-1/a.mp4"),
        ("../../../../../../../a.mp4", "https://api.example/a.mp4"),
        ("?v=2", "https://api.example/vidu/ent/v2/task/t-1/creations?v=2"),
        ("#end", "https://api.example/vidu/ent/v2/task/t-1/creations?x=1"),
        ("", "https://api.example/vidu/ent/v2/task/t-1/creations?x=1"),
        ("ftp://x/y", "ftp://x/y"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("\ud800", ""),
    ],
)
def test_where_a_link_leads(link: str, address: str) -> None:
    assert resolved(link, BASE) == address


@pytest.mark.parametrize(
    ("url", "root", "target"),
    [
        ("https://h.example/a%7eb?x=[1]&", "https://h.example/", "/a%7eb?x=[1]&"),
        ("https://h.example", "https://h.example/", "/"),
        ("https://h.example?x=%2D", "https://h.example/", "/?x=%2D"),
        ("http://h.example:81/a?", "http://h.example:81/", "/a?"),
        ("https://h.example/a\tb\r\nX: y", "https://h.example/", "/a%09b%0D%0AX:%20y"),
        ("https://home.example\\@evil.example/x", "https://home.example/", "/\\@evil.example/x"),
        ("https://h.example/a#b?c", "https://h.example/", "/a"),
    ],
)
def test_what_a_request_line_asks_for(url: str, root: str, target: str) -> None:
    assert (root_of(url), target_of(url)) == (root, target)


@given(path=st.text(SENDABLE.replace("?", "")), query=st.none() | st.text(SENDABLE))
def test_no_character_that_can_be_sent_is_altered(path: str, query: str | None) -> None:
    asked = f"/{path}" + ("" if query is None else f"?{query}")

    assert target_of(f"https://h.example{asked}") == asked
    assert resolved(f"https://h.example{asked}#f", BASE) == f"https://h.example{asked}"
    if not path.startswith("/"):
        assert target_of(resolved(asked, BASE)) == asked


@given(st.text())
def test_whatever_stands_in_a_link_a_request_line_can_carry_it(link: str) -> None:
    address = resolved(link, BASE)

    assert resolved(address, BASE) == address or not address
    target = target_of(address)
    assert target.startswith("/") and target.isascii() and not set(target) & set(map(chr, [*range(33), 127]))
