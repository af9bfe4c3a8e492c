"""One spelling for the address of a service: jobs made for `https://OctopusX.ai:443` go on at `https://octopusx.ai`."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

jobs = sa.table("jobs", sa.column("service", sa.String))
notes = sa.table("notes", sa.column("key", sa.String), sa.column("value", sa.Text))


def upgrade() -> None:
    """Rewrite the addresses that have another spelling."""
    connection = op.get_bind()
    for service in connection.execute(sa.select(jobs.c.service).distinct()).scalars().all():
        if (address := _one_spelling(service)) != service:
            connection.execute(jobs.update().where(jobs.c.service == service).values(service=address))
    first_real = notes.c.key == "first_real"
    service = connection.execute(sa.select(notes.c.value).where(first_real)).scalar()
    if service is not None:
        connection.execute(notes.update().where(first_real).values(value=_one_spelling(service)))


def _one_spelling(service: str) -> str:
    try:
        parts = urlsplit(service)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return service
    usual = {"http": 80, "https": 443}
    if parts.scheme not in usual or not host:
        return service
    host = f"[{host}]" if ":" in host else host
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return service
    ending = "" if port in (None, usual[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host.removesuffix('.')}{ending}{parts.path.rstrip('/')}"
