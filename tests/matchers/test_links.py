"""Link forms: which addresses they fit, and which they only look like."""

from __future__ import annotations

import pytest

from aboveboard.matchers.links import LinkForm, LinkForms, parse_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("amzn.to", LinkForm("amzn.to", "", "", "")),
        ("Amazon.*?tag=*-2?", LinkForm("amazon.*", "", "tag", "*-2?")),
        ("shareasale.com/r.cfm", LinkForm("shareasale.com", "/r.cfm", "", "")),
        ("?aff_id=*", LinkForm("", "", "aff_id", "*")),
        ("booking.com/hotel?aid", LinkForm("booking.com", "/hotel", "aid", "")),
    ],
)
def test_a_line_is_read_into_its_pieces(text: str, form: LinkForm) -> None:
    assert parse_form(text) == form


@pytest.mark.parametrize("text", ["", "*", "*.", "/shop/", " . "])
def test_a_form_that_would_fit_every_link_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="fits every link"):
        parse_form(text)


@pytest.mark.parametrize(
    ("form", "url", "fits"),
    [
        # hosts
        ("amzn.to", "https://amzn.to/3xYz", True),
        ("amzn.to", "amzn.to/3xYz", True),
        ("amzn.to", "http://www.AMZN.to/3xYz", True),
        ("amzn.to", "https://go.amzn.to/3xYz", True),
        ("amzn.to", "https://famzn.to/3xYz", False),
        ("amzn.to", "https://amzn.to.example.com/3xYz", False),
        ("amzn.to", "https://example.com/amzn.to", False),
        ("imp.i*.net", "https://imp.i115008.net/c/1", True),
        ("imp.i*.net", "https://brand.imp.i115008.net/c/1", True),
        ("imp.i*.net", "https://imp.example.net/c/1", False),
        ("s.shopee.*", "https://s.shopee.com.br/abc", True),
        # paths
        ("shareasale.com/r.cfm", "https://www.shareasale.com/r.cfm?b=1", True),
        ("shareasale.com/r.cfm", "https://www.shareasale.com/about", False),
        ("amazon.*/shop/", "https://www.amazon.com/shop/lena", True),
        ("amazon.*/shop/", "https://www.amazon.com/shopping", False),
        ("amazon.*/*/ref=as_li_", "https://www.amazon.com/gp/product/B1/ref=as_li_tl?ie=1", True),
        ("amazon.*/*/ref=as_li_", "https://www.amazon.com/dp/B1/ref=sr_1_3", False),
        # parameters
        ("amazon.*?tag=*-2?", "https://www.amazon.de/dp/B1?tag=kueche-21", True),
        ("amazon.*?tag=*-2?", "https://www.amazon.de/dp/B1?TAG=Kueche-21", True),
        ("amazon.*?tag=*-2?", "https://www.amazon.de/dp/B1?psc=1&tag=kueche-21", True),
        ("amazon.*?tag=*-2?", "https://www.amazon.de/dp/B1?tag=maas", False),
        ("amazon.*?tag=*-2?", "https://shop.example/dp/B1?tag=kueche-21", False),
        ("booking.com?aid", "https://www.booking.com/hotel.html?aid=77", True),
        ("booking.com?aid", "https://example.com/hotel.html?aid=77", False),
        ("?affid=*", "https://any.example/x?affid=9", True),
        ("?affid=*", "https://any.example/x?affidavit=9", False),
        ("?affid=*", "https://any.example/x#?affid=9", False),
        # redirects that carry the address
        ("amzn.to", "https://www.youtube.com/redirect?q=https%3A%2F%2Famzn.to%2F3x", True),
        ("amzn.to", "https://l.facebook.com/l.php?u=https%3A%2F%2Famzn.to%2F3x&h=1", True),
        ("amzn.to", "https://example.com/?note=https%3A%2F%2Famzn.to%2F3x", False),
        # no addresses
        ("?affid=*", "mailto:me@example.com", False),
        ("?affid=*", "#top?affid=1", False),
        ("?affid=*", "https://[::1/?affid=1", False),
        ("?affid=*", "", False),
    ],
)
def test_fits(form: str, url: str, fits: bool) -> None:
    assert LinkForms([parse_form(form)]).fits(url) is fits


def test_an_address_in_an_address_in_an_address_is_not_followed() -> None:
    forms = LinkForms([parse_form("amzn.to")])
    inner = "https%253A%252F%252Famzn.to%252F3x"
    assert not forms.fits(f"https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fu%3D{inner}")
