"""health: checks, measures, incidents, work done; alerts that tell of an end or of a task

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
TABLES = ("health_checks", "system_metrics", "work_done", "incidents")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("resolved", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("task_id", sa.Uuid(), nullable=True))
    _table(
        "health_checks",
        _number("took_ms"),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("well", sa.Boolean(), nullable=False),
    )
    _table(
        "system_metrics",
        *map(_number, ("active_users", "posts_published", "work_done", "queue_depth", "tokens_expiring")),
        *map(_share, ("error_rate", "response_time", "queue_wait", "post_late", "disk_free")),
    )
    _table(
        "work_done",
        *map(_number, ("done", "failed")),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("took_ms", sa.BigInteger(), nullable=False),
    )
    _incidents()


def _table(name: str, *columns: "sa.Column[object]") -> None:
    """Rows by when they were noted."""
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_at"), name, ["at"])


def _number(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _share(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.Float(), nullable=False)


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("well_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_began_at"), "incidents", ["began_at"])
    op.create_index("uq_incidents_open", "incidents", ["name"], unique=True, postgresql_where=OPEN, sqlite_where=OPEN)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_column("task_id")
        batch_op.drop_column("resolved")
