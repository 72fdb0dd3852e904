"""receipts of opinions

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing wrote into the table before this version, and SQLite adds no column that must hold something.
    op.drop_table('tenant_opinion')
    _create(sa.Column('receipt', sa.String(), nullable=False))
    with op.batch_alter_table('tenant_opinion', schema=None) as batch_op:
        batch_op.create_index('uq_tenant_opinion_receipt', ['receipt'], unique=True)


def downgrade() -> None:
    op.drop_table('tenant_opinion')
    _create()


def _create(*more: sa.Column) -> None:
    op.create_table('tenant_opinion',
    sa.Column('consultation_id', sa.BigInteger(), nullable=False),
    sa.Column('building', sa.String(), nullable=False),
    sa.Column('entrance', sa.String(), nullable=False),
    sa.Column('room', sa.String(), nullable=False),
    sa.Column('submission_id', sa.String(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    *more,
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('salt', sa.String(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by', sa.String(), nullable=False),
    sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['estate_id', 'consultation_id'], ['consultation.estate_id', 'consultation.id'], name='fk_consultation_id'),
    sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f('pk_tenant_opinion')),
    sa.UniqueConstraint('estate_id', 'consultation_id', 'building', 'entrance', 'room', name='uq_tenant_opinion_home'),
    sa.UniqueConstraint('estate_id', 'consultation_id', 'seq', name='uq_tenant_opinion_seq'),
    sa.UniqueConstraint('estate_id', 'consultation_id', 'submission_id', name='uq_tenant_opinion_submission'),
    sqlite_strict=True
    )
