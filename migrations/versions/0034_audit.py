"""the audit log, which nobody changes; people whom Slack has deactivated

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

REFUSED = "the audit log is append-only"
# Rows go one way only: while their workspace is being erased (core/audit/erase.py).
ERASING = "SELECT 1 FROM audit_erasures WHERE workspace_id = OLD.workspace_id"
ON_POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            RAISE EXCEPTION '{REFUSED}';
        END IF;
        IF NOT EXISTS ({ERASING}) THEN
            RAISE EXCEPTION '{REFUSED}';
        END IF;
        IF TG_OP = 'UPDATE' THEN
            RETURN NEW;
        END IF;
        RETURN OLD;
    END $$
    """,
    "CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
    "CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
)
ON_SQLITE = tuple(
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
    f"WHEN NOT EXISTS ({ERASING}) BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for verb in ("UPDATE", "DELETE")
)


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "audit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON().with_variant(_jsonb(), "postgresql"), nullable=False),
        _of_workspace("audit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_workspace_id"), "audit", ["workspace_id"], unique=False)
    op.create_index("ix_audit_workspace_id_at", "audit", ["workspace_id", "at"], unique=False)
    op.create_table(
        "audit_erasures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        _of_workspace("audit_erasures"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_erasures")),
    )
    op.create_index(op.f("ix_audit_erasures_workspace_id"), "audit_erasures", ["workspace_id"], unique=False)
    for statement in ON_POSTGRESQL if on_postgresql else ON_SQLITE:
        op.execute(statement)
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deactivated_in_slack", sa.Boolean(), nullable=False, server_default=sa.false()))


def _jsonb() -> sa.types.TypeEngine[object]:
    from sqlalchemy.dialects.postgresql import JSONB

    return JSONB()


def _of_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id_workspaces"), ondelete="CASCADE"
    )


def downgrade() -> None:
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_column("deactivated_in_slack")
    op.drop_table("audit")
    op.drop_table("audit_erasures")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_append_only()")
