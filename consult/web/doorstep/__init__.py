"""The doorstep: the building leader's app, and what it asks of the server."""

from consult.web.doorstep import api, enrolment, proof, rounds, shell
from consult.web.doorstep.blueprint import doorstep_api
from consult.web.doorstep.pages import doorstep as blueprint

blueprint.register_blueprint(doorstep_api)

__all__ = ["api", "blueprint", "enrolment", "proof", "rounds", "shell"]
