"""Settings from the environment (LIANJIE_*); a wrong one stops the start with one sentence."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError as UnparsableError

from chassis import crash
from chassis.clock import Clock, SystemClock
from chassis.errors import SettingsError
from chassis.ids import new_id
from chassis.login import Login, Mechanism, Security
from lianjie_contracts.directory import Directory, load

T = TypeVar("T", bound="BusSettings")


class BusSettings(BaseSettings):
    """How to log in to the bus; without any of them, as nobody."""

    model_config = SettingsConfigDict(env_prefix="LIANJIE_", extra="ignore", frozen=True)

    kafka_security: Security = "PLAINTEXT"
    kafka_mechanism: Mechanism = "SCRAM-SHA-512"
    kafka_user: str = ""
    kafka_password: str = Field(default="", repr=False)
    kafka_ca: Path | None = None

    def login(self) -> Login:
        """Raises SettingsError naming what is missing."""
        for name in ("kafka_user", "kafka_password"):
            if self.kafka_security.startswith("SASL") and not getattr(self, name):
                raise SettingsError(f"LIANJIE_{name.upper()} is not set; {self.kafka_security} needs it")
        if self.kafka_ca and not self.kafka_ca.is_file():
            raise SettingsError(f"LIANJIE_KAFKA_CA: there is no file {self.kafka_ca}")
        return Login(
            self.kafka_security, self.kafka_mechanism, self.kafka_user, self.kafka_password, self.kafka_ca
        )


class Settings(BusSettings):
    """What every service can be told. Addresses are host:port; secrets are 32 bytes in base64."""

    environment: Literal["development", "production"] = "production"
    kafka: str
    mongo: str
    mongo_driver: Literal["motor", "pymongo"] = "motor"
    database: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=0, ge=0, le=65535)
    instance: str = Field(default_factory=lambda: new_id()[-8:])
    directory: Path = Path("deploy/directory.toml")
    pdf_font: str = Field(default="", description="a font file for papers; empty: the delivered one")
    master_key: str = ""
    person_key: str = ""
    token_secret: str = ""
    oidc_issuer: str = ""
    oidc_audience: str = "lianjie"
    traces: str = "none"
    traces_sample: float = Field(default=1.0, ge=0, le=1, description="share of the traces that begin here")
    requests_at_once: int = Field(default=64, ge=1, description="beyond it: 429 with Retry-After")
    largest_body: int = Field(default=2 * 2**20, ge=1, description="bytes; beyond it: 413")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    clock_start: datetime | None = None
    crash_at: str = Field(default="", description="for drills: where this process ends; see chassis.crash")
    relay: bool = Field(default=True, description="false: this process leaves relaying to others")
    replay: str = Field(
        default="", description="a topic with the owners' histories: heard into a shadow of the projections"
    )

    def clock(self) -> Clock:
        """The service's clock; a shifted one is for drills and refused in production."""
        if self.clock_start is not None and self.environment == "production":
            raise SettingsError(
                "LIANJIE_CLOCK_START is for development; in production the machine's clock rules"
            )
        if self.clock_start is not None and self.clock_start.tzinfo is None:
            raise SettingsError("LIANJIE_CLOCK_START needs a time zone, e.g. 2026-09-28T09:00:00+08:00")
        return SystemClock(self.clock_start)

    def arm(self) -> None:
        """Make the process end where a drill wants it to; refused in production."""
        if self.crash_at and self.environment == "production":
            raise SettingsError(
                "LIANJIE_CRASH_AT is for drills; in production nothing ends a process on purpose"
            )
        if self.crash_at:
            crash.arm(self.crash_at)

    def read_directory(self) -> Directory:
        """Counties and units; raises SettingsError naming the file."""
        try:
            return load(self.directory)
        except FileNotFoundError:
            raise SettingsError(f"LIANJIE_DIRECTORY: there is no file {self.directory}") from None
        except (ValueError, KeyError, TypeError) as wrong:
            raise SettingsError(f"LIANJIE_DIRECTORY: {self.directory} cannot be read ({wrong})") from None


def read(settings: type[T]) -> T:
    """Read settings; raises SettingsError with one sentence about the first wrong one."""
    try:
        return settings()
    except ValidationError as several:
        first = several.errors()[0]
        name = "LIANJIE_" + "_".join(str(part) for part in first["loc"]).upper()
        said = "is not set" if first["type"] == "missing" else f"is wrong: {first['msg']}"
        raise SettingsError(f"{name} {said}") from None
    except UnparsableError as wrong:
        field = re.search(r'field "(\w+)"', str(wrong))
        name = f"LIANJIE_{field[1].upper()}" if field else "a setting"
        raise SettingsError(f"{name} is wrong: it should be JSON") from None
