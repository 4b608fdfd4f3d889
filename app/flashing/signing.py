"""Signers whose keys are derived once, rather than in every request."""

import hmac
from functools import lru_cache
from hashlib import sha256
from typing import Any

from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.signer import SigningAlgorithm


class _Hmac(SigningAlgorithm):
    """HMAC as itsdangerous would have it, but in one call."""

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, self.digest)


class _SessionSigner(TimestampSigner):
    """What signs Flask's session, with the same signature."""

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        secret = self.secret_keys[-1] if secret_key is None else secret_key
        return _derive(secret, self.salt, self.key_derivation, self.digest_method)


@lru_cache
def _derive(secret: str | bytes, salt: bytes, how: str, digest_method: Any) -> bytes:
    return Signer(secret, salt, key_derivation=how, digest_method=digest_method).derive_key()


@lru_cache
def make_session_serializer(
    keys: tuple[Any, ...], salt: str, how: str, digest_method: Any, serializer: Any
) -> URLSafeTimedSerializer:
    """Make what Flask's own session interface would make."""
    algorithm = _Hmac(digest_method().name)
    kwargs = {"key_derivation": how, "digest_method": digest_method, "algorithm": algorithm}
    return URLSafeTimedSerializer(
        list(keys), salt, serializer, signer=_SessionSigner, signer_kwargs=kwargs
    )


@lru_cache
def make_signer(*keys: Any) -> Signer:
    """Make what signs flashes; the last of the keys does, the others are still accepted."""
    signer = Signer(keys, salt="flash", key_derivation="hmac", digest_method=sha256)
    derived = [signer.derive_key(key) for key in signer.secret_keys]
    return Signer(derived, key_derivation="none", algorithm=_Hmac("sha256"))
