"""objections to results

Revision: 0034, after 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "result_objection",
        sa.Column("consultation_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("elector_id", sa.BigInteger(), nullable=True),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("photo_sha256", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "(elector_id IS NULL) = (entered_by != '')", name=op.f("ck_result_objection_from_a_page_or_from_paper")
        ),
        sa.CheckConstraint("(outcome = '') = (decided_at IS NULL)", name=op.f("ck_result_objection_decided_at_a_time")),
        sa.CheckConstraint(
            "matter IN ('ballot', 'count', 'roll', 'conduct', 'other')", name=op.f("ck_result_objection_matter_known")
        ),
        sa.CheckConstraint(
            "outcome IN ('', 'upheld', 'partly', 'not-upheld', 'passed-on', 'withdrawn')",
            name=op.f("ck_result_objection_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["estate_id", "consultation_id"], ["consultation.estate_id", "consultation.id"], name="fk_consultation_id"
        ),
        sa.ForeignKeyConstraint(["estate_id", "elector_id"], ["elector.estate_id", "elector.id"], name="fk_elector_id"),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_result_objection")),
        sa.UniqueConstraint("estate_id", "consultation_id", "number", name="uq_result_objection_number"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("result_objection")
