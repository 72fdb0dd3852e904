"""The app's page, worker, manifest and sentences, and that a phone keeps whatever the app needs."""

from __future__ import annotations

import json
import re

from consult.web.doorstep.shell import STATIC, kept_files
from consult.wording.doorstep import doorstep_words
from consult.wording.language import ENGLISH, words_for
from tests.looking_client import LookingClient

SCRIPTS = sorted((STATIC / "doorstep").glob("*.js"))
_IMPORTED = re.compile(r'from "(\.[^"]+)"')
_PLAIN = re.compile(r'\bsay\("([a-z-]+)"')
_STEM = re.compile(r"\bsay(?:In)?\((?:\"zh\", )?(?:[\w.]+ \? )?`([a-z]+-)\$")
_PLACE = re.compile(r"%\(\w+\)s")
_GROUP = re.compile(r'group\("([a-z-]+)"')


def _code() -> str:
    return "\n".join(path.read_text("utf-8") for path in SCRIPTS)


def test_a_phone_keeps_every_file_that_the_app_loads(client: LookingClient) -> None:
    told = client.get("/doorstep/sw.js").get_data(as_text=True)
    files = json.loads(told.split("self.KEPT = ", 1)[1].split(";\n", 1)[0])["files"]
    kept = set(kept_files())
    for path in (p for p in kept if p.suffix == ".js"):
        for name in _IMPORTED.findall(path.read_text("utf-8")):
            assert (path.parent / name).resolve() in kept, f"{path.name} loads {name}"
    for file in files:
        assert client.get(file).status_code == 200, file
    page = client.get("/doorstep/").get_data(as_text=True)
    for loaded in re.findall(r'(?:stylesheet" href|module" src|manifest" href)="([^"]+)"', page):
        assert loaded in files


def test_the_version_moves_with_what_a_phone_keeps(client: LookingClient) -> None:
    page = client.get("/doorstep/").get_data(as_text=True)
    version = re.findall(r'data-version="(\w{12})"', page)
    assert version
    assert f'"version": "{version[0]}"' in client.get("/doorstep/sw.js").get_data(as_text=True)


def test_the_manifest_makes_it_installable(client: LookingClient) -> None:
    told = json.loads(client.get("/doorstep/manifest.webmanifest").data)
    assert told["start_url"] == told["scope"] == "/doorstep/"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert any(icon.get("purpose") == "maskable" for icon in told["icons"])


def test_every_sentence_that_the_app_says_is_there_in_both_languages(client: LookingClient) -> None:
    told = client.get("/doorstep/words.json").json
    assert set(told) == {"zh", "en"}
    assert set(told["zh"]) == set(told["en"])
    assert not [name for name, said in told["zh"].items() if re.search("[a-z]{4}", _PLACE.sub("", said))]
    asked = set(_PLAIN.findall(_code())) | set(_GROUP.findall(_code()))
    assert asked <= set(told["zh"])


def test_no_sentence_is_carried_along_for_nothing() -> None:
    code = _code()
    stems = tuple(_STEM.findall(code))
    names = doorstep_words(words_for(ENGLISH))
    assert not [name for name in names if f'"{name}"' not in code and not name.startswith(stems)]
