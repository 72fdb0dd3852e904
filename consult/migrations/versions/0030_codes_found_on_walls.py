"""codes found on walls

Revision: 0030, after 0029
"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('code_report',
    sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('photo_sha256', sa.String(), nullable=False),
    sa.Column('seen_by', sa.String(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_by', sa.String(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.CheckConstraint("(settled_by = '') = (settled_at IS NULL)", name=op.f('ck_code_report_settled_by_somebody')),
    sa.ForeignKeyConstraint(['estate_id'], ['estate.id'], name=op.f('fk_code_report_estate')),
    sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f('pk_code_report')),
    sqlite_strict=True
    )
    op.create_index('ix_code_report_seen', 'code_report', ['estate_id', 'seen_at'])


def downgrade() -> None:
    op.drop_index('ix_code_report_seen', 'code_report')
    op.drop_table('code_report')
