"""approval threads: the trail of a post, people away and their deputies, the last call, when a card was drawn

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

REFERENCES = (
    ("workspace_id", "workspaces", "CASCADE"),
    ("post_id", "posts", "CASCADE"),
    ("member_id", "members", "SET NULL"),
    ("about_id", "members", "SET NULL"),
)
INDEXED = ("workspace_id", "post_id")
ASKED = sa.text("what = 'asked'")
DEPUTY = "fk_members_deputy_id_members"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "trail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_trail_{column}_{table}"), ondelete=ondelete
            )
            for column, table, ondelete in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_trail_{column}"), "trail", [column], unique=False)
    op.create_index(
        "uq_trail_asked",
        "trail",
        ["post_id", "revision", "about_id"],
        unique=True,
        postgresql_where=ASKED,
        sqlite_where=ASKED,
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("deputy_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(op.f(DEPUTY), "members", ["deputy_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("last_call", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("called_for", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("message_refs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE posts SET reminded = reminded + 1 WHERE reminded >= 2")


def downgrade() -> None:
    op.execute("UPDATE posts SET reminded = reminded - 1 WHERE reminded >= 2")
    with op.batch_alter_table("message_refs", schema=None) as batch_op:
        batch_op.drop_column("drawn_at")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_column("called_for")
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_column("last_call")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(DEPUTY), type_="foreignkey")
        batch_op.drop_column("deputy_id")
        batch_op.drop_column("away_until")
    op.drop_table("trail")
