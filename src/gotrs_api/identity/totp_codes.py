"""Time-based one-time passwords (RFC 6238: HMAC-SHA1, 30 seconds, 6 digits), as OTRS and authenticator apps have them."""

import binascii
import hmac
from datetime import datetime
from io import BytesIO

import pyotp
import segno

STEP_S = 30
# Steps before and after the present one, for clocks that differ.
_TOLERANCE = 1


class _AnyLength(pyotp.TOTP):
    """OTRS makes secrets of 80 bits, shorter than pyotp takes by itself."""

    min_secret_length_bits = 0


def new_secret() -> str:
    """160 bits in base32."""
    return pyotp.random_base32(32)


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step that `code` belongs to, or None; `secret` may be written with blanks and in lower case."""
    given = code.replace(" ", "")
    if len(given) != 6 or not given.isascii() or not given.isdigit():
        return None
    present = int(now.timestamp()) // STEP_S
    found = None
    try:
        totp = _AnyLength(secret.replace(" ", "").upper())
        for step in range(present - _TOLERANCE, present + _TOLERANCE + 1):
            if hmac.compare_digest(totp.generate_otp(step), given):
                found = step
    except (binascii.Error, ValueError):  # a stored secret that is not base32 matches nothing
        return None
    return found


def provisioning_uri(secret: str, *, login: str, issuer: str) -> str:
    """`otpauth://totp/…`, what an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def qr_svg(uri: str) -> str:
    """A picture of the URI: an SVG element without a document head; black on white in every theme, so that it scans."""
    out = BytesIO()
    segno.make(uri, error="m", micro=False).save(
        out, kind="svg", scale=4, border=4, xmldecl=False, dark="#000", light="#fff", omitsize=True
    )
    return out.getvalue().decode()
