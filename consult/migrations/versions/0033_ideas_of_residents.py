"""ideas of residents

Revision: 0033, after 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idea",
        sa.Column("consultation_id", sa.BigInteger(), nullable=False),
        sa.Column("elector_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("same_words", sa.String(), nullable=False),
        sa.Column("photo", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("ruled_by", sa.String(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f("ck_idea_answered_at_a_time")),
        sa.CheckConstraint("answer IN ('', 'adopted', 'partly', 'declined')", name=op.f("ck_idea_answer_known")),
        sa.CheckConstraint("kind IN ('idea', 'comment')", name=op.f("ck_idea_kind_known")),
        sa.CheckConstraint("state IN ('waiting', 'shown', 'refused', 'withdrawn')", name=op.f("ck_idea_state_known")),
        sa.ForeignKeyConstraint(
            ["estate_id", "consultation_id"], ["consultation.estate_id", "consultation.id"], name="fk_consultation_id"
        ),
        sa.ForeignKeyConstraint(["estate_id", "elector_id"], ["elector.estate_id", "elector.id"], name="fk_elector_id"),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_idea")),
        sqlite_strict=True,
    )
    op.create_index("ix_idea_consultation", "idea", ["estate_id", "consultation_id", "state"])
    op.create_index("ix_idea_elector", "idea", ["estate_id", "elector_id"])

    op.create_table(
        "idea_photo",
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["estate_id", "idea_id"], ["idea.estate_id", "idea.id"], name="fk_idea_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_idea_photo")),
        sa.UniqueConstraint("estate_id", "idea_id", name="uq_idea_photo_idea"),
        sqlite_strict=True,
    )
    op.create_table(
        "idea_support",
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("elector_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["estate_id", "elector_id"], ["elector.estate_id", "elector.id"], name="fk_elector_id"),
        sa.ForeignKeyConstraint(
            ["estate_id", "idea_id"], ["idea.estate_id", "idea.id"], name="fk_idea_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_idea_support")),
        sa.UniqueConstraint("estate_id", "idea_id", "elector_id", name="uq_idea_support_household"),
        sqlite_strict=True,
    )
    # Nobody was asked for ideas in what is kept already.
    op.add_column("consultation", sa.Column("ideas", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("consultation", "ideas")

    op.drop_table("idea_support")
    op.drop_table("idea_photo")
    op.drop_index("ix_idea_elector", "idea")
    op.drop_index("ix_idea_consultation", "idea")

    op.drop_table("idea")
