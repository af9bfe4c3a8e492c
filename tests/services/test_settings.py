"""Settings: where they come from, what is refused, and that no sentence ever repeats a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.domain.errors import SettingsInvalid
from lib.services.settings import NAMES, Settings, load
from tests.conftest import ROOT

GIVEN = {
    "OCTOPUSX_API_KEY": "sk-of-the-house",
    "OCTOPUSX_BASE_URL": "https://video.example.com/gate/",
    "CASTBOARD_DATA_DIR": "elsewhere",
    "CASTBOARD_DATABASE_URL": "postgresql://studio@db/castboard",
    "CASTBOARD_QUERY_STYLE": "unified",
    "CASTBOARD_POLL_MIN_S": "1.5",
    "CASTBOARD_POLL_MAX_S": "20",
    "CASTBOARD_POLL_OFF_PEAK_S": "600",
    "CASTBOARD_MAX_RUNNING": "12",
    "CASTBOARD_DEMO_INBOX": "on",
    "CASTBOARD_SIGN_IN": "proxy",
    "CASTBOARD_SIGN_IN_DOMAINS": "example.com, @Other.example",
    "CASTBOARD_PROXY_HEADER": "Remote-User",
    "CASTBOARD_PROXY_ADDRESSES": "10.1.2.3, fd00::/8",
}
"""Each name with a value that is not its default."""


def secrets(root: Path, text: str) -> None:
    (root / ".streamlit").mkdir(exist_ok=True)
    (root / ".streamlit" / "secrets.toml").write_text(text, encoding="utf-8")


def refusal(root: Path, **environment: str) -> str:
    """What people read of a setting that is refused."""
    with pytest.raises(SettingsInvalid) as refused:
        load(root, environment)
    assert refused.value.__cause__ is None and refused.value.__suppress_context__
    return refused.value.detail


def facts(settings: Settings) -> dict[str, object]:
    key = settings.api_key.get_secret_value() if settings.api_key else None
    return settings.model_dump(exclude={"api_key"}) | {"api_key": key}


def test_nothing_has_to_be_set(tmp_path: Path) -> None:
    settings = load(tmp_path, {})
    assert facts(settings) == {
        "api_key": None,
        "base_url": "https://octopusx.ai",
        "data_dir": tmp_path / ".castboard",
        "database_url": f"sqlite:///{tmp_path.as_posix()}/.castboard/castboard.db",
        "query_style": "vidu",
        "poll_min_s": 5,
        "poll_max_s": 30,
        "poll_off_peak_s": 180,
        "max_running": 5,
        "demo_inbox": "off",
        "sign_in": None,
        "sign_in_domains": (),
        "proxy_header": "X-Forwarded-Email",
        "proxy_addresses": ("127.0.0.1", "::1"),
    }
    assert (settings.demo, settings.service) == (True, "demo")
    assert not (tmp_path / ".castboard").exists()


def test_every_name_can_be_set_in_the_environment(tmp_path: Path) -> None:
    assert set(GIVEN) == set(NAMES)
    settings = load(tmp_path, GIVEN)
    assert facts(settings) == {
        "api_key": "sk-of-the-house",
        "base_url": "https://video.example.com/gate",
        "data_dir": tmp_path / "elsewhere",
        "database_url": "postgresql://studio@db/castboard",
        "query_style": "unified",
        "poll_min_s": 1.5,
        "poll_max_s": 20,
        "poll_off_peak_s": 600,
        "max_running": 12,
        "demo_inbox": "on",
        "sign_in": "proxy",
        "sign_in_domains": ("example.com", "other.example"),
        "proxy_header": "Remote-User",
        "proxy_addresses": ("10.1.2.3", "fd00::/8"),
    }
    assert (settings.demo, settings.service) == (False, "https://video.example.com/gate")


def test_every_name_can_be_set_in_the_secrets_file(tmp_path: Path) -> None:
    secrets(tmp_path, "\n".join(f'{name} = "{value}"' for name, value in GIVEN.items()))
    assert facts(load(tmp_path, {})) == facts(load(tmp_path, GIVEN))


def test_numbers_in_the_secrets_file_need_no_quotes_and_other_keys_are_left_alone(tmp_path: Path) -> None:
    secrets(tmp_path, 'CASTBOARD_MAX_RUNNING = 7\nCASTBOARD_POLL_MIN_S = 2\n[auth]\ncookie_secret = "x"\n')
    settings = load(tmp_path, {})
    assert (settings.max_running, settings.poll_min_s) == (7, 2)


@pytest.mark.parametrize("name", NAMES)
def test_the_environment_wins(tmp_path: Path, name: str) -> None:
    secrets(tmp_path, f'{name} = "not valid at all: nobody reads this one"')
    assert facts(load(tmp_path, {name: GIVEN[name]})) == facts(_only(tmp_path / "clean", name, tmp_path))


def _only(clean: Path, name: str, root: Path) -> Settings:
    settings = load(clean, {name: GIVEN[name]})
    moved = {"data_dir": root / settings.data_dir.relative_to(clean)}
    return settings.model_copy(
        update=moved | {"database_url": settings.database_url.replace(clean.as_posix(), root.as_posix())}
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_value_counts_as_not_set(tmp_path: Path, name: str, blank: str) -> None:
    unset = facts(load(tmp_path, {}))
    assert facts(load(tmp_path, {name: blank})) == unset
    secrets(tmp_path, f'{name} = "{blank}"')
    assert facts(load(tmp_path, {})) == unset


def test_a_blank_variable_puts_the_secrets_file_out_of_force(tmp_path: Path) -> None:
    secrets(tmp_path, 'OCTOPUSX_API_KEY = "sk-of-the-house"')
    assert not load(tmp_path, {}).demo
    assert load(tmp_path, {"OCTOPUSX_API_KEY": ""}).demo


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OCTOPUSX_BASE_URL", "octopusx.ai"),
        ("OCTOPUSX_BASE_URL", "ftp://secret-value.example.com"),
        ("OCTOPUSX_BASE_URL", "https://"),
        ("OCTOPUSX_BASE_URL", "https://ann:secret-value@example.com"),
        ("OCTOPUSX_BASE_URL", "https://example.com/?key=secret-value"),
        ("OCTOPUSX_BASE_URL", "https://[secret-value"),
        ("CASTBOARD_QUERY_STYLE", "secret-value"),
        ("CASTBOARD_POLL_MIN_S", "0"),
        ("CASTBOARD_POLL_MIN_S", "-1"),
        ("CASTBOARD_POLL_MIN_S", "nan"),
        ("CASTBOARD_POLL_MIN_S", "31"),
        ("CASTBOARD_POLL_MAX_S", "secret-value"),
        ("CASTBOARD_POLL_MAX_S", "4"),
        ("CASTBOARD_POLL_OFF_PEAK_S", "inf"),
        ("CASTBOARD_MAX_RUNNING", "0"),
        ("CASTBOARD_MAX_RUNNING", "2.5"),
        ("CASTBOARD_MAX_RUNNING", "secret-value"),
        ("CASTBOARD_SIGN_IN", "secret-value"),
        ("CASTBOARD_SIGN_IN_DOMAINS", "mia@secret-value"),
        ("CASTBOARD_PROXY_HEADER", "secret-value: x"),
        ("CASTBOARD_PROXY_ADDRESSES", "127.0.0.1, secret-value"),
    ],
)
def test_a_value_that_cannot_be_is_named_but_never_repeated(tmp_path: Path, name: str, value: str) -> None:
    detail = refusal(tmp_path, **{name: value})
    assert name in detail and len(detail) > len(name) + 10
    assert "secret-value" not in detail


def test_a_key_of_a_wrong_kind_is_refused_without_repeating_it(tmp_path: Path) -> None:
    secrets(tmp_path, "OCTOPUSX_API_KEY = 48151623")
    detail = refusal(tmp_path)
    assert "OCTOPUSX_API_KEY" in detail and "48151623" not in detail


def test_a_secrets_file_that_is_no_toml_is_refused_without_repeating_it(tmp_path: Path) -> None:
    secrets(tmp_path, "OCTOPUSX_API_KEY = sk-without-quotes")
    detail = refusal(tmp_path)
    assert "secrets.toml" in detail and "sk-without-quotes" not in detail


def test_a_list_of_the_secrets_file_stays_one(tmp_path: Path) -> None:
    secrets(tmp_path, 'CASTBOARD_PROXY_ADDRESSES = ["10.1.2.3", "fd00::/8"]')
    assert load(tmp_path, {}).proxy_addresses == ("10.1.2.3", "fd00::/8")


def test_the_key_shows_in_no_representation(tmp_path: Path) -> None:
    settings = load(tmp_path, GIVEN)
    assert "sk-of-the-house" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize("address", ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"])
def test_plain_http_is_taken_on_this_machine(tmp_path: Path, address: str) -> None:
    assert load(tmp_path, {"OCTOPUSX_BASE_URL": address}).base_url == address


@pytest.mark.parametrize(
    "address", ["http://octopusx.ai", "http://192.168.1.2", "http://0.0.0.0", "http://localhost.example.com"]
)
def test_plain_http_elsewhere_would_show_the_key_to_everyone_on_the_way(tmp_path: Path, address: str) -> None:
    assert "https" in refusal(tmp_path, OCTOPUSX_BASE_URL=address)


def test_blanks_around_an_address_are_no_part_of_it(tmp_path: Path) -> None:
    assert load(tmp_path, {"OCTOPUSX_BASE_URL": " https://octopusx.ai/ "}).base_url == "https://octopusx.ai"


def test_a_relative_data_folder_is_counted_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    settings = load(tmp_path, {"CASTBOARD_DATA_DIR": "a/../data"})
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path.as_posix()}/data/castboard.db"


def test_a_data_folder_may_lie_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert load(tmp_path, {"CASTBOARD_DATA_DIR": "~/castboard"}).data_dir == tmp_path / "home" / "castboard"
    assert load(tmp_path, {"CASTBOARD_DATA_DIR": str(tmp_path / "far")}).data_dir == tmp_path / "far"


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_and_the_example_name_every_setting(name: str) -> None:
    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert name in (ROOT / ".streamlit" / "secrets.toml.example").read_text(encoding="utf-8")


def test_the_readme_names_every_default() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        default = ", ".join(field.default) if isinstance(field.default, tuple) else str(field.default or "")
        assert default in readme, name
