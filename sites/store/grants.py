"""What PostgreSQL lets the program's role do: everything it needs, and nothing to what is append-only but read and add.

Two roles: one owns the tables and runs ``migrate``; the other runs the program and owns nothing, so that it can neither
take a trigger away nor drop a table. SQLite has no roles.
"""

from collections.abc import Iterator
from typing import Any

from .protection import tables

MIGRATIONS = "django_migrations"


class Unsafe(Exception):
    """Raised when a role could alter the append-only tables whatever it is granted; the message says why."""


def protect(connection: Any, role: str) -> list[str]:
    """Grant ``role`` what the program needs and no more; return the statements that were run.

    ``connection`` is the owner's, to PostgreSQL. Tables that ``role`` owns go over to the owner, which takes a
    superuser. Raises ``Unsafe``, with nothing changed, for a role that stands above grants.
    """
    if connection.vendor != "postgresql":
        raise Unsafe("SQLite 没有数据库角色，记录表由触发器保护；角色权限须用 PostgreSQL。")
    if reasons := weaknesses(connection, role):
        raise Unsafe(reasons[0])
    with connection.cursor() as cursor:
        done = list(_statements(connection, cursor, role))
        for statement in done:
            cursor.execute(statement)
    return done


def weaknesses(connection: Any, role: str) -> list[str]:
    """Return a sentence for each standing of ``role`` that no grant can bind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            return [f"数据库里没有角色 {role}，请先建立：CREATE ROLE {role} LOGIN。"]
        cursor.execute(
            "SELECT pg_get_userbyid(datdba) = %(role)s, pg_has_role(%(role)s, current_user, 'MEMBER')"
            " FROM pg_database WHERE datname = current_database()",
            {"role": role},
        )
        owns_database, is_member = cursor.fetchone()
    standing = {
        f"角色 {role} 是数据库超级用户，任何权限都约束不了它；程序请用普通角色。": found[0],
        f"角色 {role} 是数据库的所有者，可以删除任何表；请让另一角色拥有数据库。": owns_database,
        f"角色 {role} 就是当前连接的角色（或属于它）；请以表的所有者连接，程序用另一角色。": is_member and not found[0],
    }
    return [sentence for sentence, holds in standing.items() if holds]


def alterable(connection: Any) -> list[str]:
    """Return the append-only tables that the connection's own role could change, by right or as their owner."""
    if connection.vendor != "postgresql":
        return []
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(
                "SELECT pg_has_role(current_user, relowner, 'MEMBER')"
                " OR has_table_privilege(current_user, oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')"
                " FROM pg_class WHERE oid = to_regclass(%s)",
                [table.name],
            )
            row = cursor.fetchone()
            if row is not None and row[0]:
                found.append(table.name)
    return found


def _statements(connection: Any, cursor: Any, role: str) -> Iterator[str]:
    quote = connection.ops.quote_name
    cursor.execute("SELECT current_schema(), current_user")
    schema, owner = (quote(name) for name in cursor.fetchone())
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tableowner = %s", [role])
    for (name,) in cursor.fetchall():
        yield f"ALTER TABLE {quote(name)} OWNER TO {owner}"
    whom = quote(role)
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {whom}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {whom}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {whom}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {whom}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {whom}"
    for name in (MIGRATIONS, *(table.name for table in tables())):
        yield f"REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {quote(name)} FROM {whom}"
