"""The estate: the tenant to which everything else belongs."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, new_id

IS_DEMO = "is_demo"
"""The key in `settings` that marks the demo: only such an estate is ever thrown away."""


CLOSES_ALONE = "closes_alone"
"""The key in `settings` by which one person may close a binding vote: a committee may have but one account."""


class Estate(Base):
    """One housing estate with its committee; `settings` hold what its rules of procedure say."""

    __tablename__ = "estate"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=new_id)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[dict[str, Any]]
    committee: Mapped[dict[str, Any]]
    term: Mapped[str] = mapped_column(default="")
    contact: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @property
    def closes_alone(self) -> bool:
        """Whether one person may close a binding vote; two do otherwise."""
        return bool(self.settings.get(CLOSES_ALONE))

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo, which is entered by one-time links and asks staff for nothing else."""
        return bool(self.settings.get(IS_DEMO))
