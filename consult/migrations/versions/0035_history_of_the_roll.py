"""history of the roll

Revision: 0035, after 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_totals",
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=True),
        sa.Column("area", sa.BigInteger(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint("area IS NULL OR area > 0", name=op.f("ck_register_totals_area_positive")),
        sa.CheckConstraint("units IS NULL OR units > 0", name=op.f("ck_register_totals_units_positive")),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_register_totals_estate")),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_register_totals")),
        sqlite_strict=True,
    )
    op.create_table(
        "roll_confirmed",
        sa.Column("elector_id", sa.BigInteger(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["estate_id", "elector_id"], ["elector.estate_id", "elector.id"], name="fk_elector_id"),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_roll_confirmed")),
        sa.UniqueConstraint("estate_id", "elector_id", name=op.f("uq_roll_confirmed_estate_id_elector_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "roll_change",
        sa.Column("roll_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.Column("request_id", sa.BigInteger(), nullable=True),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.CheckConstraint(
            "kind IN ('edit', 'add', 'remove', 'merge', 'apart', 'undo', 'kept', 'mended')",
            name=op.f("ck_roll_change_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["estate_id", "request_id"], ["record_request.estate_id", "record_request.id"], name="fk_request_id"
        ),
        sa.ForeignKeyConstraint(["estate_id", "roll_id"], ["roll.estate_id", "roll.id"], name="fk_roll_id"),
        sa.ForeignKeyConstraint(
            ["estate_id", "undoes_id"], ["roll_change.estate_id", "roll_change.id"], name="fk_undoes_id"
        ),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_roll_change")),
        sa.UniqueConstraint("estate_id", "roll_id", name=op.f("uq_roll_change_estate_id_roll_id")),
        sa.UniqueConstraint("estate_id", "undoes_id", name=op.f("uq_roll_change_estate_id_undoes_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "roll_unit_change",
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("estate_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["estate_id", "change_id"], ["roll_change.estate_id", "roll_change.id"], name="fk_change_id"
        ),
        sa.PrimaryKeyConstraint("estate_id", "id", name=op.f("pk_roll_unit_change")),
        sqlite_strict=True,
    )
    op.create_index("ix_roll_unit_change_change", "roll_unit_change", ["estate_id", "change_id"])


def downgrade() -> None:
    op.drop_index("ix_roll_unit_change_change", "roll_unit_change")
    op.drop_table("roll_unit_change")
    op.drop_table("roll_change")
    op.drop_table("roll_confirmed")
    op.drop_table("register_totals")
