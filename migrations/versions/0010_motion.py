"""motion: other formats of a flyer, stories beside posts, films, photos of artists

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("film", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("story_of_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_posts_story_of_id_posts"), "posts", ["story_of_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_unique_constraint(op.f("uq_posts_story_of_id"), ["story_of_id"])
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("variants", JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("artist_photos", JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_column("artist_photos")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_column("variants")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_posts_story_of_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_posts_story_of_id_posts"), type_="foreignkey")
        batch_op.drop_column("story_of_id")
        batch_op.drop_column("film")
