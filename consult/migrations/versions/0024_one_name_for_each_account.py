"""one name for each account

Revision: 0024, after 0023
"""

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

STAFF = sa.table(
    'staff', sa.column('estate_id'), sa.column('id'), sa.column('name'), sa.column('created_at')
)


def _tell_apart() -> None:
    """Of several accounts with one name the oldest keeps it; the later ones are numbered: 王伟（2）."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(STAFF).order_by(STAFF.c.estate_id, STAFF.c.created_at, STAFF.c.id)).all()
    taken = {(row.estate_id, row.name) for row in rows}
    seen: Counter[tuple[int, str]] = Counter()
    for row in rows:
        seen[row.estate_id, row.name] += 1
        number = seen[row.estate_id, row.name]
        if number == 1:
            continue
        while (row.estate_id, f'{row.name}（{number}）') in taken:
            number += 1
        name = f'{row.name}（{number}）'
        taken.add((row.estate_id, name))
        mine = (STAFF.c.estate_id == row.estate_id, STAFF.c.id == row.id)
        connection.execute(sa.update(STAFF).where(*mine).values(name=name))


def upgrade() -> None:
    _tell_apart()
    # An index, for SQLite would have to drop the table to add a constraint, and leaders' buildings refer to it.
    op.create_index('uq_staff_name', 'staff', ['estate_id', 'name'], unique=True)


def downgrade() -> None:
    op.drop_index('uq_staff_name', table_name='staff')
