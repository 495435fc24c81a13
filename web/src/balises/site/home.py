"""Where an installation keeps its things: a folder for the database, another, apart, for the keys."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import environ

SECRET_FILE = "secret-key"  # noqa: S105, a file name


@dataclass(frozen=True)
class Home:
    folder: Path
    keys: Path
    secret_key: str


def read_home(env: environ.Env) -> Home:
    """Read the two folders from the environment; make them, and the secret key, the first time."""
    folder = Path(env("BALISES_HOME", default=".serve")).resolve()
    keys = Path(env("BALISES_KEYS", default=f"{folder}-keys")).resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Home(folder=folder, keys=keys, secret_key=env("BALISES_SECRET_KEY", default="") or _secret_key(folder))


def _secret_key(folder: Path) -> str:
    path = folder / SECRET_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8")
