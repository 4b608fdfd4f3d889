"""Passwords: how they are hashed, where no test has made that cheap."""

from importlib.util import module_from_spec, spec_from_file_location

from app.data import passwords


def test_a_password_is_hashed_as_owasp_recommends() -> None:
    # Password Storage Cheat Sheet: argon2id with 19 MiB, two passes and one thread.
    spec = spec_from_file_location("passwords_as_they_are", passwords.__file__)
    assert spec
    assert spec.loader
    untouched = module_from_spec(spec)
    spec.loader.exec_module(untouched)

    assert untouched.make_hash("correct horse").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
