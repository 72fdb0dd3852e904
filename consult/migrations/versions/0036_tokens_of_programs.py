"""tokens of programs

Revision: 0036, after 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), server_default="", nullable=False),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name=op.f("ck_api_token_ended_by_somebody")),
        sa.ForeignKeyConstraint(["estate_id", "made_by_id"], ["staff.estate_id", "staff.id"], name="fk_made_by_id"),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "api_submission",
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["estate_id", "token_id"], ["api_token.estate_id", "api_token.id"], name="fk_token_id"
        ),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_api_submission")),
        sa.UniqueConstraint("estate_id", "token_id", "submission", name="uq_api_submission_once"),
        sqlite_strict=True,
    )
    op.create_index("ix_api_submission_begun_at", "api_submission", ["begun_at"])


def downgrade() -> None:
    op.drop_index("ix_api_submission_begun_at", table_name="api_submission")
    op.drop_table("api_submission")
    op.drop_table("api_token")
