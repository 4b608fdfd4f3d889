"""Signatures as itsdangerous makes them, with keys that are derived once, not in every request."""

import hmac
import time
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Any

from itsdangerous import (
    BadSignature,
    Signer,
    TimestampSigner,
    URLSafeTimedSerializer,
    base64_decode,
)
from itsdangerous.encoding import bytes_to_int


class FlashSigner:
    """Signs with the last of its keys, and accepts what any of them has signed."""

    def __init__(self, *keys: Any) -> None:
        signer = Signer(keys, salt="flash", key_derivation="hmac", digest_method=sha256)
        self._keys = [signer.derive_key(key) for key in reversed(signer.secret_keys)]

    def sign(self, text: str) -> str:
        return f"{text}.{_sign(self._keys[0], text.encode(), sha256).decode()}"

    def unsign(self, signed: str) -> str:
        """Return the text; raises BadSignature if it isn't what was signed."""
        text, _, signature = signed.rpartition(".")
        value, given = text.encode(), signature.encode()
        for key in self._keys:
            if hmac.compare_digest(_sign(key, value, sha256), given):
                return text
        raise BadSignature("made by somebody else")


make_signer = lru_cache(FlashSigner)


class _SessionSigner(TimestampSigner):
    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        secret = self.secret_keys[-1] if secret_key is None else secret_key
        return _derive(secret, self.salt, self.key_derivation, self.digest_method)


class SessionSerializer(URLSafeTimedSerializer):
    """What Flask's own session interface makes anew in every request."""

    def __init__(self, keys: Any, salt: str, how: str, digest: Any, serializer: Any) -> None:
        kwargs = {"key_derivation": how, "digest_method": digest}
        super().__init__(keys, salt, serializer, signer=_SessionSigner, signer_kwargs=kwargs)
        self._key, self._digest = self.make_signer().derive_key(), digest

    def read(self, value: str, max_age: float) -> Any:
        """Return what `loads` does; None where that has to judge it."""
        signed, _, signature = value.encode().rpartition(b".")
        if not hmac.compare_digest(_sign(self._key, signed, self._digest), signature):
            return None
        payload, _, moment = signed.rpartition(b".")
        age = int(time.time()) - bytes_to_int(base64_decode(moment))
        return self.load_payload(payload) if 0 <= age <= max_age else None


make_session_serializer = lru_cache(SessionSerializer)


@lru_cache
def _derive(secret: str | bytes, salt: bytes, how: str, digest: Any) -> bytes:
    return Signer(secret, salt, key_derivation=how, digest_method=digest).derive_key()


def _sign(key: bytes, value: bytes, digest: Any) -> bytes:
    mac = _start(key, digest).copy()
    mac.update(value)
    return urlsafe_b64encode(mac.digest()).rstrip(b"=")


@lru_cache
def _start(key: bytes, digest: Any) -> hmac.HMAC:
    return hmac.new(key, digestmod=digest)
