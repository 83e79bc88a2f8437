"""Settings that only the process needs, from the environment (`GOTRS_*`). Everything else lives in the database."""

import ipaddress
import json
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """Read once at start by a composition root (`app`, `cli`, `worker`) and handed on; nothing reads the environment later."""

    model_config = SettingsConfigDict(env_prefix="GOTRS_", extra="ignore", frozen=True, env_ignore_empty=True)

    var: Path = Field(Path("var"), description="State folder: database file, secret key, large mails, articles.")
    database_url: str = Field("", description="SQLAlchemy URL; empty means SQLite in the state folder.")
    redis_url: str = Field(
        "", description="redis://… for jobs, cache and live events; empty means one process does everything."
    )
    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs tokens, encrypts secrets; empty means a file in the state folder."
    )
    secret_key_previous: tuple[SecretStr, ...] = Field(
        (), description="Former secret keys (a JSON list): still decipher, until `gotrs keys reencrypt` has run."
    )
    sandbox: bool = Field(False, description="A desk to try things on: no mail leaves it, and its pages say so.")
    smtp_url: str = Field(
        "",
        description="smtp://[user:password@]host[:port] or smtps://…, with ?oauth2=NAME by that OAuth 2 access; empty: mail waits.",
    )
    admin_login: str = "root@localhost"
    admin_password: SecretStr = SecretStr("")
    log_format: Literal["console", "json"] = "console"
    log_level: str = "INFO"
    log_sql: bool = False
    captcha_secret: SecretStr = Field(SecretStr(""), description="Secret key at hCaptcha, reCAPTCHA or Turnstile.")
    captcha_verify_url: str = Field("", description="Another address than the service's own to ask about answers.")
    breached_passwords_file: Path | None = Field(
        None, description="Passwords that nobody may choose: one a line, or SHA-1 hashes sorted (`HASH:count`)."
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Addresses or networks whose X-Forwarded-* headers count."
    )
    outbound_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Targets inside the own network that may be called: names, *.names, networks, each with :port or not.",
    )
    public_url: str = Field("", description="https://desk.example.com: used in mails, for cookies and for links.")
    request_max_bytes: int = Field(64 * 1024 * 1024, description="Largest request body that is read.")
    jobs: bool = Field(
        True, description="Whether the server process also works off jobs (where no Redis is configured)."
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Bearer token for /metrics from other machines; empty means only from this one."
    )
    database_pool_size: int = Field(20, description="The most connections of one process; opened as needed and kept.")
    requests_per_minute: int = Field(600, description="Requests a minute for one token, person or address.")

    @field_validator("smtp_url")
    @classmethod
    def _kept_inside(cls, value: str, info: ValidationInfo) -> str:
        """A sandbox has no way out for mail, whatever else is configured: it waits in the queue, where it can be read."""
        return "" if info.data.get("sandbox") else value

    @field_validator("var")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("trusted_proxies", "outbound_allow", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        """Words between commas or blanks, or a JSON list."""
        if not isinstance(value, str):
            return value
        return json.loads(value) if value.lstrip().startswith("[") else tuple(value.replace(",", " ").split())

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            ipaddress.ip_network(name, strict=False)
        return value

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, value: str) -> str:
        """Links in mails are made of it, and nobody sees them break."""
        found = urlsplit(value)
        if value and (found.scheme not in ("http", "https") or not found.hostname):
            raise ValueError(f"{value!r} is no address as https://desk.example.com")
        return value

    @cached_property
    def effective_database_url(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.var / 'gotrs.sqlite3'}"

    @cached_property
    def former_secret_keys(self) -> tuple[bytes, ...]:
        """Of the environment, and of `var/secret.key.previous`, which `gotrs keys renew-secret` writes."""
        named = tuple(key.get_secret_value().encode() for key in self.secret_key_previous)
        try:
            kept = (self.var / "secret.key.previous").read_bytes().split()
        except OSError:
            kept = []
        return (*named, *kept)

    @cached_property
    def effective_secret_key(self) -> bytes:
        """The configured key, or one that is made once and kept in `var/secret.key` (mode 0600)."""
        if configured := self.secret_key.get_secret_value():
            return configured.encode()
        path = self.var / "secret.key"
        try:
            return path.read_bytes().strip()
        except FileNotFoundError:
            pass
        self.var.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return path.read_bytes().strip()
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_urlsafe(48).encode())
        return path.read_bytes().strip()
