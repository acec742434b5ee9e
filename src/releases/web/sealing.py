"""What the browser carries from one page to the next and must not be able to change."""

from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer


def seal(secret: str, value: Any, purpose: str) -> str:
    """`value` (of JSON) signed for one session and purpose; anybody can read it."""
    return str(URLSafeSerializer(secret, salt=f"releases.{purpose}").dumps(value))


def unseal(secret: str, sealed: str, purpose: str) -> Any:
    """What was sealed in this session for this purpose; None for anything else."""
    try:
        return URLSafeSerializer(secret, salt=f"releases.{purpose}").loads(sealed)
    except BadSignature:
        return None
