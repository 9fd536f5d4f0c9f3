"""Where conversations lie: the tables, how SQLite and PostgreSQL are opened, and what their failures mean.

A commit is on the disk before it is acknowledged: SQLite runs with a write-ahead log and `synchronous=FULL`, because
`NORMAL` survives a killed program but may lose the last commits when the power goes. A turn is typed by a person, so
one flush to the disk a turn is not felt. `secure_delete` overwrites what is deleted.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.schema import CreateIndex, CreateTable

from assistant.errors import SessionError
from assistant.settings import Settings

FILE = "conversations.sqlite"
# How long a writer waits for another one before it says so, in seconds.
BUSY_SECONDS = 5
CONNECT_SECONDS = 4

METADATA = MetaData()

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    # The SHA-256 of who began it; the secret itself is not here.
    Column("visitor", String(64), nullable=False, index=True),
    Column("title", String(200), nullable=False, default=""),
    Column("named", Boolean, nullable=False, default=False),
    Column("task", String(16)),
    Column("turns", Integer, nullable=False, default=0),
    # Seconds since 1970, UTC: the same in every database.
    Column("updated", Float, nullable=False, index=True),
)

TURNS = Table(
    "turns",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.key", ondelete="CASCADE"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("task", String(16), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("conversation", "n"),
)


def make_engine(settings: Settings) -> Engine:
    """Return the engine of the settings' database; nothing is opened yet.

    Raises SessionError when the address or its driver cannot be used.
    """
    try:
        url = database_url(settings)
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        wait = BUSY_SECONDS * 1000
        options = f"-c lock_timeout={wait} -c statement_timeout={wait}"
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=BUSY_SECONDS,
            hide_parameters=True,
            # A host that vanished answers nothing at all: then it is the sender who must give up.
            connect_args={"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": wait, "options": options},
        )
    except (ArgumentError, ValueError):
        raise SessionError("MENTOR_DATABASE_URL is not an address such as postgresql://user:pass@host/name") from None
    except ModuleNotFoundError as error:
        raise SessionError(
            f"MENTOR_DATABASE_URL needs the package '{error.name}'; run: pip install 'mentoring-coach[postgres]'"
        ) from None


def database_url(settings: Settings) -> URL:
    """Return the address of the database: the one that is set, else a file in the data folder."""
    if settings.database_url is None:
        return URL.create("sqlite", database=str(settings.data_dir / FILE))
    url = make_url(settings.database_url.get_secret_value())
    if url.get_backend_name() in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    return url


def place(url: URL) -> str:
    """Return where the database is, for a person: a file, or an address without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, pool_timeout=BUSY_SECONDS, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def make_private(url: URL) -> None:
    """Make the folder and the empty file of an SQLite database, readable by nobody else. Raises OSError."""
    if url.get_backend_name() == "sqlite" and url.database:
        path = Path(url.database)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SQLite gives its log the rights of the database.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def make_tables(engine: Engine) -> None:
    """Make the tables that are missing; another program may be doing the same."""
    try:
        _create(engine)
    except (IntegrityError, ProgrammingError):
        # PostgreSQL lets two programs begin to make one table and refuses the second at the end.
        _create(engine)


def _create(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))


@contextmanager
def told_plainly(url: URL) -> Iterator[None]:
    """Turn what a database raises into one line for a person. Raises SessionError."""
    try:
        yield
    except PoolTimeout:
        raise SessionError(busy(url)) from None
    except DBAPIError as error:
        raise SessionError(_plain(url, error.orig)) from None
    except OSError as error:
        raise SessionError(_unwritable(url, error.strerror or "cannot be opened")) from None
    except SQLAlchemyError as error:
        raise SessionError(f"the conversations in '{place(url)}' cannot be used ({type(error).__name__})") from None


def busy(url: URL) -> str:
    """Return what is said where another one has been writing for too long."""
    return f"the conversations in '{place(url)}' are in use by another program; try again in a moment"


def _unwritable(url: URL, reason: str) -> str:
    return f"the conversations in '{place(url)}' cannot be kept ({reason}); set MENTOR_DATA_DIR to a folder that can"


def _plain(url: URL, error: Any) -> str:
    if url.get_backend_name() != "sqlite":
        if getattr(error, "sqlstate", None) in ("55P03", "57014"):
            return busy(url)
        return (
            f"the database of conversations at '{place(url)}' does not answer as it should; "
            "see that it runs and that MENTOR_DATABASE_URL is right"
        )
    # The primary code is the last byte of the extended one: https://sqlite.org/rescode.html
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy(url)
        case sqlite3.SQLITE_FULL:
            return f"the disk that holds '{place(url)}' is full; free some space"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return _unwritable(url, "it is read-only or cannot be opened")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"'{place(url)}' is damaged or holds something else; move it away and start again"
        case _:
            return _unwritable(url, str(error))
