"""log of deeds

Revision: 0039, after 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_deed",
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("consultation_id", sa.BigInteger(), nullable=True),
        sa.Column("about", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name="fk_staff_deed_estate"),
        sa.PrimaryKeyConstraint("estate_id", "id", name="pk_staff_deed"),
        sqlite_strict=True,
    )
    op.create_index("ix_staff_deed_at", "staff_deed", ["estate_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_staff_deed_at", "staff_deed")
    op.drop_table("staff_deed")
