"""requests about records

Revision: 0032, after 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_request",
        sa.Column("consultation_id", sa.BigInteger(), nullable=False),
        sa.Column("elector_id", sa.BigInteger(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("(reply = '') = (answered_at IS NULL)", name=op.f("ck_record_request_answered_at_a_time")),
        sa.CheckConstraint(
            "reply IN ('', 'agreed', 'refused', 'withdrawn')", name=op.f("ck_record_request_reply_known")
        ),
        sa.CheckConstraint(
            "wanted IN ('names', 'area', 'rooms', 'phone', 'delivery', 'copy', 'deletion', 'other')",
            name=op.f("ck_record_request_wanted_known"),
        ),
        sa.ForeignKeyConstraint(
            ["estate_id", "consultation_id"], ["consultation.estate_id", "consultation.id"], name="fk_consultation_id"
        ),
        sa.ForeignKeyConstraint(["estate_id", "elector_id"], ["elector.estate_id", "elector.id"], name="fk_elector_id"),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_record_request")),
        sqlite_strict=True,
    )
    op.create_index("ix_record_request_elector", "record_request", ["estate_id", "consultation_id", "elector_id"])


def downgrade() -> None:
    op.drop_index("ix_record_request_elector", "record_request")
    op.drop_table("record_request")
