"""What the service starts to make a batch: `python -m consult.cli.print_job ESTATE PRINTING`, and nobody watches it.

It works in a process of its own, so that a page never waits for paper, and goes on when the service is restarted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from consult.actions.end_printing import end_printing
from consult.cli.batches import print_room
from consult.cli.database import opened
from consult.domain.refusal import Refusal
from consult.press.work import work_on


def main(arguments: Sequence[str]) -> int:
    """Make the batch of these two keys; a refusal is one line for the service's log, a bug its trace."""
    estate_id, printing_id = map(int, arguments)
    with opened() as here:
        room = print_room(here)
        try:
            work_on(room, estate_id, printing_id)
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            return 2
        except Exception:
            here.session.rollback()
            end_printing(here.session, estate_id, printing_id, now=room.clock(), reason="press-broke")
            raise
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
