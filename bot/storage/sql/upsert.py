"""Inserting what may be there already, in the two dialects that are spoken."""

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

    Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert(connection: AsyncConnection, table: Table) -> "Insert":
    """Return an INSERT into *table* that knows ON CONFLICT; the other dialect is not loaded."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
