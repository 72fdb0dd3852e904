"""urn of secret polls

Revision: 0029, after 0028
"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without rowids the rows of choices lie in the order of their random keys, and nothing tells which came first.
    _create('secret_ballot', sa.Column('answers', sa.JSON(), nullable=False), sqlite_with_rowid=False)
    _create(
        'secret_words',
        sa.Column('number', sa.BigInteger(), nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    _create(
        'secret_seal',
        sa.Column('openings', sa.JSON(), nullable=False),
        sa.UniqueConstraint('estate_id', 'consultation_id', name='uq_secret_seal_consultation'),
    )


def _create(table: str, *parts: sa.schema.SchemaItem, **kept: bool) -> None:
    """A table of a secret poll."""
    op.create_table(
        table,
        sa.Column('estate_id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('consultation_id', sa.BigInteger(), nullable=False),
        *parts,
        sa.ForeignKeyConstraint(
            ['estate_id', 'consultation_id'],
            ['consultation.estate_id', 'consultation.id'],
            name='fk_consultation_id',
        ),
        sa.PrimaryKeyConstraint('estate_id', 'id', name=op.f(f'pk_{table}')),
        sqlite_strict=True,
        **kept,
    )


def downgrade() -> None:
    op.drop_table('secret_seal')
    op.drop_table('secret_words')
    op.drop_table('secret_ballot')
