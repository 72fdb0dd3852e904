"""The public package of a closed consultation as a file to download, on whatever floor it is asked for."""

from __future__ import annotations

from tempfile import TemporaryFile

from flask import Response, request
from werkzeug.wsgi import wrap_file

from consult.models.base import db
from consult.packaging.public_package import write_package
from consult.queries.consultations import ConsultationView
from consult.queries.package import public_package
from consult.web.i18n import current_words


def package_file(view: ConsultationView) -> Response:
    """Everything needed to recount, in one file; refuses what `public_package` does while it is open."""
    file = TemporaryFile()  # noqa: SIM115  closed once it has been sent
    try:
        write_package(public_package(db.session(), view, current_words().zone), file)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    answer = Response(wrap_file(request.environ, file), mimetype="application/zip", direct_passthrough=True)
    answer.content_length = size
    answer.headers["Content-Disposition"] = f'attachment; filename="package-{view.code}.zip"'
    answer.call_on_close(file.close)
    return answer
