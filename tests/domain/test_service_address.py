"""One service has one address, however it is typed."""

import pytest

from lib.domain.service_address import canonical_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://octopusx.ai", "https://octopusx.ai"),
        ("https://OctopusX.ai", "https://octopusx.ai"),
        ("HTTPS://octopusx.ai", "https://octopusx.ai"),
        ("https://octopusx.ai:443", "https://octopusx.ai"),
        ("https://octopusx.ai.", "https://octopusx.ai"),
        ("  https://octopusx.ai/// ", "https://octopusx.ai"),
        ("https://octopusx.ai:", "https://octopusx.ai"),
        ("https://octopusx.ai:8443/", "https://octopusx.ai:8443"),
        ("https://gateway.example/Team/", "https://gateway.example/Team"),
        ("http://LOCALHOST:80", "http://localhost"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://Bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_spellings_of_one_address_are_one(typed: str, address: str) -> None:
    assert canonical_address(typed) == address
    assert canonical_address(address) == address


@pytest.mark.parametrize("typed", ["", "octopusx.ai", "ftp://octopusx.ai", "https://", "https://octopusx.ai:port"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        canonical_address(typed)
