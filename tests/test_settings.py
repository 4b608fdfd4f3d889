"""Settings: from the environment, checked, and safe where nothing was said."""

import re
import shutil
import stat
from pathlib import Path

import pytest
from flask import Flask

from app import settings

KEY = "a key of thirty-two characters.."


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Give an app that nothing was said to yet."""
    for name in ("ENVIRONMENT", "SECRET_KEY", "DATABASE_URL", "FLASH_STORE"):
        monkeypatch.delenv(name, raising=False)
    return Flask("bare", instance_path=str(tmp_path / "instance"))


def test_production_does_not_start_without_a_key(bare: Flask) -> None:
    with pytest.raises(settings.SettingsError, match="SECRET_KEY is not set"):
        settings.init_app(bare, {})


def test_development_makes_a_key_and_keeps_it_to_its_owner(bare: Flask) -> None:
    settings.init_app(bare, {"ENVIRONMENT": "development"})
    again = Flask("again", instance_path=bare.instance_path)
    settings.init_app(again, {"ENVIRONMENT": "development"})
    (path,) = Path(bare.instance_path).iterdir()

    assert len(bare.secret_key or "") > 40
    assert again.secret_key == bare.secret_key == path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_settings_come_from_the_environment(bare: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "older,oldest")
    monkeypatch.setenv("FLASH_LIFETIME", "60")
    settings.init_app(bare, {"FLASH_GRACE": 1})

    assert bare.secret_key == KEY
    assert bare.config["SECRET_KEY_FALLBACKS"] == ["older", "oldest"]
    assert bare.config["FLASH_LIFETIME"] == 60
    assert bare.config["FLASH_GRACE"] == 1
    assert bare.config["ENVIRONMENT"] == "production"


def test_settings_come_from_a_file_too(bare: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASH_GRACE", "20")
    monkeypatch.setenv("SECRET_KEY", "")
    monkeypatch.delenv("SECRET_KEY")
    (Path(bare.instance_path).parent / ".env").write_text(f"SECRET_KEY={KEY}\nFLASH_GRACE=30\n")
    settings.init_app(bare, {})

    assert bare.secret_key == KEY
    assert bare.config["FLASH_GRACE"] == 20


@pytest.mark.parametrize(
    "content", ["SECRET_KEY=k\u00e9y".encode("latin-1"), b"\xff\xfeE\x00", None]
)
def test_a_file_of_settings_that_cannot_be_read_is_named(
    bare: Flask, content: bytes | None
) -> None:
    file = Path(bare.instance_path).parent / ".env"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)

    with pytest.raises(settings.SettingsError, match=r"^Make \.env a file in UTF-8"):
        settings.init_app(bare, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "prod"),
        ("FLASH_STORE", "memory"),
        ("FLASH_LIFETIME", "long"),
        ("FLASH_LIFETIME", "-1"),
        ("FLASH_LIFETIME", "0"),
        ("FLASH_LIFETIME", str(366 * 24 * 60 * 60)),
        ("FLASH_GRACE", "-1"),
        ("FLASH_BUDGET", "-5"),
        ("FLASH_BUDGET", "511"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_HOSTS", "*"),
        ("TRUSTED_HOSTS", "https://people.example"),
        ("TRUSTED_HOSTS", "people.example www.people.example"),
        ("SIGN_IN_LIMIT", "ten"),
        ("SIGN_IN_LIMIT", ""),
        ("SIGN_IN_LIMIT", "1 per 9999999999999999999 years"),
        ("SIGN_IN_LIMIT", "10 per minute; 100 per 13 months"),
        ("SIGN_IN_LIMIT_BY_ADDRESS", "10 per"),
        ("SIGN_UP_LIMIT", " "),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "nonsense://here"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "postgresql+psycopg://ada@localhost:port/people"),
        ("DATABASE_URL", "postgresql+psycopg_async://ada@localhost/people"),
        ("DATABASE_URL", "sqlite:///people.sqlite3?timeout=long"),
        ("SECRET_KEY", " " * 32),
        ("SECRET_KEY", "fifteen letters"),
        ("SECRET_KEY", "x" + " " * 32),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    bare: Flask, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv(name, value)

    with pytest.raises(settings.SettingsError, match=rf"\b{name}\b"):
        settings.init_app(bare, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FLASH_LIFETIME", "1"),
        ("FLASH_GRACE", "0"),
        ("FLASH_BUDGET", "512"),
        ("TRUSTED_PROXIES", "0"),
        ("SECRET_KEY", "sixteen letters."),
    ],
)
def test_the_least_of_a_setting_that_makes_sense_is_taken(
    bare: Flask, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv(name, value)
    settings.init_app(bare, {})

    assert str(bare.config[name]) == value


def test_a_database_without_its_driver_is_named_but_not_its_password(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "oracle+oracledb://ada:hush@localhost/people")

    with pytest.raises(settings.SettingsError, match=r"DATABASE_URL.+oracledb") as told:
        settings.init_app(bare, {})
    assert "hush" not in told.value.message


def test_an_empty_older_key_opens_nothing(bare: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "older,, ")
    settings.init_app(bare, {})

    assert bare.config["SECRET_KEY_FALLBACKS"] == ["older"]


@pytest.mark.parametrize(
    ("told", "hosts"),
    [
        ("people.example,.people.example:8000", ["people.example", ".people.example:8000"]),
        ("people.example, www.people.example,", ["people.example", "www.people.example"]),
        (" people.example ", ["people.example"]),
        (" , ", None),
        ("", None),
    ],
)
def test_hosts_may_have_space_around_them(
    bare: Flask, monkeypatch: pytest.MonkeyPatch, told: str, hosts: list[str] | None
) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("TRUSTED_HOSTS", told)
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", told)
    settings.init_app(bare, {})

    assert bare.config["TRUSTED_HOSTS"] == hosts
    assert bare.config["SECRET_KEY_FALLBACKS"] == (hosts or [])


def test_an_empty_folder_for_files_is_none(bare: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("INSTANCE_PATH", "")
    before = bare.instance_path
    settings.init_app(bare, {})

    assert bare.instance_path == before


def test_an_empty_place_for_what_is_counted_is_none(
    bare: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("RATELIMIT_STORAGE_URI", "")
    settings.init_app(bare, {})

    assert bare.config["RATELIMIT_STORAGE_URI"] == "database://"


def test_why_a_folder_can_not_be_filled_is_told_whatever_was_copied_there() -> None:
    why = "[Errno 28] No space left on device"
    said = rf"^static: {re.escape(why)}\."
    with pytest.raises(settings.SettingsError, match=said), settings.writing(Path("static")):
        raise shutil.Error([("here", "there", why)])
