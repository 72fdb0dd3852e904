"""receipts that are signed

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'signing_key',
        sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('public', sa.LargeBinary(), nullable=False),
        sa.Column('private_locked', sa.LargeBinary(), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(['estate_id'], ['estate.id'], name=op.f('fk_signing_key_estate')),
        sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f('pk_signing_key')),
        sa.UniqueConstraint('estate_id', 'public', name='uq_signing_key_public'),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table('signing_key')
