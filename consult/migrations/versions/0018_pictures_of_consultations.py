"""pictures of consultations

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'consultation_picture',
        sa.Column('consultation_id', sa.BigInteger(), nullable=False),
        sa.Column('sha256', sa.String(), nullable=False),
        sa.Column('jpeg', sa.LargeBinary(), nullable=False),
        sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('kept_by', sa.String(), nullable=False),
        sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ['estate_id', 'consultation_id'],
            ['consultation.estate_id', 'consultation.id'],
            name='fk_consultation_id',
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f('pk_consultation_picture')),
        sqlite_strict=True,
    )
    op.create_index(
        'uq_picture_of_consultation', 'consultation_picture', ['estate_id', 'consultation_id'], unique=True
    )
    op.add_column('consultation', sa.Column('picture', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('consultation', 'picture')
    op.drop_index('uq_picture_of_consultation', table_name='consultation_picture')
    op.drop_table('consultation_picture')
