"""A provider of sign-ins (OpenID Connect) as a process on this machine, and the app set up for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests
from playwright.sync_api import Page

from tests.browser.running import AppServer, free_port, settled, until

SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "a secret that only tests know, and long enough"
client_id = "castboard"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def provider(folder: Path, people: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """Its address. `people`: what it says of each, by their subject."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for subject, claims in people.items():
        command += ["--user-claims", json.dumps({"sub": subject, **claims})]
    address = f"http://127.0.0.1:{port}"
    with (folder / "provider.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=os.environ | {"NO_COLOR": "1"})
        try:
            until(lambda: _answers(address), 30, "the provider answers")
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/.well-known/openid-configuration", timeout=5).ok
    except requests.ConnectionError:
        return False


def with_provider(make: Callable[..., AppServer], folder: Path, provider: str, **settings: str) -> AppServer:
    """The app, whose people sign in there."""
    secrets = folder / "secrets.toml"
    own = {
        "CASTBOARD_SIGN_IN": "oidc",
        "STREAMLIT_SECRETS_FILES": str(secrets),
        "AUTHLIB_INSECURE_TRANSPORT": "1",
        **settings,
    }
    server = make(own, begin=False)
    port = free_port()
    server.address = f"http://127.0.0.1:{port}"
    below = server.address + settings.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
    secrets.write_text(SECRETS.format(address=below, provider=provider), "utf-8")
    server.start(same_port=True)
    return server


def go_in(page: Page, address: str, subject: str) -> None:
    """From the page that asks to sign in, over the provider, and back."""
    page.goto(address)
    settled(page)
    page.get_by_role("button", name="Sign in").click(delay=50)
    page.get_by_role("button", name=subject).first.click()
    page.wait_for_url(f"{address}/**")
    settled(page)


def go_out(page: Page, address: str, everywhere: bool = False) -> None:
    """From any page, over the provider's own question, to the page that asks to sign in."""
    page.locator(".st-key-frame-person button").first.click(delay=50)
    name = "Sign out everywhere" if everywhere else "Sign out"
    page.get_by_role("button", name=name, exact=True).click(delay=50)
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{address}/**")
    settled(page)
