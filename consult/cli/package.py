"""`consult package`: the public package of a closed consultation, for anyone to recount."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

import consult.domain.installation  # noqa: F401  declares the reasons given here
from consult.cli.database import opened
from consult.cli.spoken import SpokenCommand, option
from consult.domain.refusal import Refusal
from consult.packaging.public_package import PublicPackage, write_package
from consult.queries.consultations import consultation_of_code
from consult.queries.package import public_package
from consult.wording.marking import N_


@click.command(cls=SpokenCommand, help=N_("Write the public package of a closed consultation, for anyone to recount."))
@click.argument("code", metavar="CONSULTATION")
@option("-o", "--output", "file", type=click.Path(path_type=Path), help=N_("The ZIP file to write."))
def package(code: str, file: Path | None) -> None:
    """Write the package, and say where it is."""
    with opened() as here:
        view = consultation_of_code(here.session, code)
        whole = public_package(here.session, view, here.settings.zone)
        path = file or Path(f"package-{view.code}.zip")
        _write(whole, path)
    click.echo(str(path))


def _write(whole: PublicPackage, path: Path) -> None:
    """Write the file in one step: an earlier one stays until the new one is whole. Refuses `folder-unwritable`."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as written:
            write_package(whole, written)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Refusal("folder-unwritable", folder=str(path.parent)) from error
