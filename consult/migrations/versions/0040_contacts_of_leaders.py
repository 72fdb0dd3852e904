"""contacts of leaders

Revision: 0040, after 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leader_contact",
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["estate_id", "staff_id"], ["staff.estate_id", "staff.id"], name="fk_staff_id"),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_leader_contact")),
        sa.UniqueConstraint("estate_id", "staff_id", name="uq_leader_contact_staff"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("leader_contact")
