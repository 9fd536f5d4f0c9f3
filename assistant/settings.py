"""Every setting, from MENTOR_* variables. README's table is compared with this class by a test."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.embedding import PACKAGED
from assistant.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent
DATABASES = ("postgresql", "postgres", "postgresql+psycopg", "sqlite")
SECRETS = frozenset({"auth", "database_url", "workshop_passcode"})


class Settings(BaseSettings):
    """What a person can set. Frozen; read once at start and passed down."""

    model_config = SettingsConfigDict(env_prefix="MENTOR_", frozen=True, extra="ignore")

    data_dir: Path = Field(default=Path("~/.mentoring-coach"), description="folder for the index and the conversations")
    knowledge: Path = Field(default=PROJECT / "knowledge", description="folder of the guidance library")
    embedder: str = Field(default=PACKAGED, description="embedding model: the packaged one, a folder, or a name")
    model: str = Field(
        default="builtin",
        description="who words replies: `builtin`, `local:NAME`, or `provider:model` such as `openai:NAME`",
    )
    model_url: str | None = Field(default=None, description="address of an OpenAI-compatible server for `openai:NAME`")
    model_timeout: float = Field(default=120, ge=1, le=3600, description="seconds that a model may take for one reply")
    model_consent: bool = Field(default=False, description="`true`: send to a remote model without asking first")
    country: str | None = Field(default=None, description="two-letter country for crisis lines, such as US or GB")
    host: str = Field(default="127.0.0.1", description="address that the page listens on")
    port: int = Field(default=7860, ge=1, le=65535, description="port that the page listens on")
    auth: SecretStr | None = Field(
        default=None, description="who may log in: a file of user:hash lines, or the lines; see `passwd`"
    )
    open: bool = Field(default=False, description="let everybody in who reaches the page, on any host, without a login")
    hosts: str = Field(default="", description="further names under which the page is served, with commas")
    debug_log: bool = Field(default=False, description="let logs hold the text of messages, to find a fault")
    database_url: SecretStr | None = Field(
        default=None, description="PostgreSQL for the conversations, instead of a file in the data folder"
    )
    retention_days: int | None = Field(
        default=365, ge=1, description="days after its last turn that a conversation is deleted; empty: kept"
    )

    workshop_passcode: SecretStr | None = Field(
        default=None, description="what lets the facilitator of a workshop in; made anew at each start where not set"
    )

    @field_validator("data_dir", "knowledge")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser()

    @property
    def host_names(self) -> tuple[str, ...]:
        """`hosts`, one by one."""
        return tuple(name for name in self.hosts.replace(",", " ").split())

    @field_validator("auth")
    @classmethod
    def _said(cls, value: SecretStr | None) -> SecretStr | None:
        return value if value is not None and value.get_secret_value().strip() else None

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if value.get_secret_value().partition(":")[0] not in DATABASES:
            raise ValueError(f"does not begin with one of {', '.join(DATABASES)}")
        return value

    @field_validator("retention_days", mode="before")
    @classmethod
    def _kept(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("country")
    @classmethod
    def _country_code(cls, value: str | None) -> str | None:
        if not value:
            return None
        if len(value) != 2 or not value.isalpha():
            raise ValueError("is not a two-letter country code, such as US or GB")
        return value.upper()

    @field_validator("model")
    @classmethod
    def _known_model(cls, value: str) -> str:
        provider, colon, name = value.partition(":")
        if value != "builtin" and not (provider and colon and name):
            raise ValueError("is not a model; use 'builtin', 'local:NAME' or 'provider:model'")
        return value

    @field_validator("model_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("is not an address; it begins with http:// or https://")
        return value or None


def load_settings(**overrides: object) -> Settings:
    """Read the settings; `overrides` (not None) win over the environment.

    Raises SettingsError naming the variable, its value and the reason.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = f"MENTOR_{str(first['loc'][0]).upper()}" if first["loc"] else "MENTOR_*"
        reason = str(first["msg"]).removeprefix("Value error, ")
        # An address may hold a password, and this line may end in a log.
        value = "..." if first["loc"] and first["loc"][0] in SECRETS else first.get("input")
        raise SettingsError(f"{name}='{value}': {reason}") from None
