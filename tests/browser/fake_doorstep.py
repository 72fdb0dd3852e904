"""A server for the doorstep app in memory: the wire format without a database, for what only the phone decides."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from playwright.sync_api import BrowserContext, Route

from consult.domain.question import Question
from consult.domain.question_json import to_json
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.question_cards import question_cards

CODE = "wt26-01"
ZERO = "0" * 64
_POINT = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def b64(raw: bytes) -> str:
    """Base64url without padding, as the format writes bytes."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw_bytes(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def door(number: int, room: str, floor: int, **more: Any) -> dict[str, Any]:
    """A door that nobody has been at, with the serial of its ballot."""
    name = {"zh": f"3号楼{room}室", "en": f"Building 3, room {room}"}
    plain = {"elector": f"e{number}", "entrance": "", "room": room, "floor": floor, "name": name, "state": "todo"}
    return plain | {"further": {"zh": "", "en": ""}, "serial": "", "tried": []} | more


def a_house(floors: int = 6) -> list[dict[str, Any]]:
    """Three rooms on each floor."""
    rooms = [(floor, f"{floor}0{at}") for floor in range(1, floors + 1) for at in (1, 2, 3)]
    return [door(number, room, floor) for number, (floor, room) in enumerate(rooms, start=1)]


@dataclass
class FakeServer:
    """Everything that reached it, opened; and what it answers."""

    questions: tuple[Question, ...]
    doors: list[dict[str, Any]] = field(default_factory=a_house)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrivals: int = 0
    ahead: timedelta = timedelta()
    leaves: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Submission → what to say of it instead of `recorded`."""
    fault: tuple[int, str] | None = None
    """Status and reason to answer the round with."""

    def serve(self, context: BrowserContext) -> None:
        """Answer this browser's requests to the api."""
        context.route("**/doorstep/api/**", self._answer)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url)
        what = path.path.rpartition("/")[2]
        body = json.loads(route.request.post_data or "{}")
        status, said = getattr(self, f"_{what}")(body, parse_qs(path.query))
        now = (datetime.now(UTC) + self.ahead).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        kind = "application/json" if status < 400 else "application/problem+json"
        route.fulfill(status=status, content_type=kind, body=json.dumps({"v": 1, "server_time": now, **said}))

    def _enrol(self, _body: dict[str, Any], _query: object) -> tuple[int, dict[str, Any]]:
        return 201, {"device": "d1"}

    def _round(self, _body: object, _query: object) -> tuple[int, dict[str, Any]]:
        if self.fault:
            return self.fault[0], {"reason": self.fault[1], "title": {"zh": "不行", "en": "No"}}
        public = self.key.public_key().public_bytes(*_POINT)
        return 200, {
            "device": {"id": "d1", "name": "老华为", "leader": "马建国"},
            "estate": {"code": "wt", "name": {"zh": "梧桐里小区", "en": "Wutong Estate"}, "committee": {}, "phone": ""},
            "key": {"id": "0123456789abcdef", "public": b64(public)},
            "limits": {"entries": 20, "bundle_bytes": 12_582_912, "fingerprints": 500},
            "consultations": [self._consultation()],
        }

    def _consultation(self) -> dict[str, Any]:
        cards = {
            name: [dataclasses.asdict(c) for c in question_cards(words_for(locale), self.questions)]
            for name, locale in (("zh", CHINESE), ("en", ENGLISH))
        }
        plain = json.loads(json.dumps(cards, default=sorted))
        now = datetime.now(UTC)
        asked = [{"question": "什么时候截止？", "answers": ["12月30日18:00"]}]
        manners = ["只讲清楚，不劝说。", "不说邻居怎么选，也不说现在的票数。"]
        return {
            "code": CODE,
            "number": "2026-01",
            "kind": "binding",
            "state": "open",
            "title": {"zh": "空地改造充电停车位", "en": "Chargers on the empty lot"},
            "intro": {"zh": "请您表决。", "en": "Please answer."},
            "opens_at": (now - timedelta(days=2)).isoformat(),
            "closes_at": (now + timedelta(days=20)).isoformat(),
            "text": "t" * 64,
            "takes": ["visit", "paper", "answers"],
            "questions": [to_json(q) for q in self.questions],
            "cards": plain,
            "explain": {
                lang: {
                    "questions": [{"number": 1, "title": "是否同意", "body": "", "choices": ["同意", "反对"]}],
                    "asked": asked,
                    "manners": manners,
                }
                for lang in ("zh", "en")
            },
            "checkpoint": {"seq": len(self.leaves), "head": self.head(len(self.leaves))},
            "buildings": [{"building": "3", "name": {"zh": "3号楼", "en": "Building 3"}, "doors": self.doors}],
        }

    def head(self, seq: int) -> str:
        """The book's fingerprint after so many lines."""
        found = bytes.fromhex(ZERO)
        for leaf in self.leaves[:seq]:
            found = hashlib.sha256(b"\x01" + found + bytes.fromhex(leaf)).digest()
        return found.hex()

    def _proof(self, _body: object, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        seq, newest = int(query["seq"][0]), len(self.leaves)
        if seq > newest:
            return 409, {"reason": "book-behind", "title": {"zh": "短了", "en": "Shorter"}}
        ends = {"from": {"seq": seq, "head": self.head(seq)}, "to": {"seq": newest, "head": self.head(newest)}}
        return 200, {**ends, "leaves": self.leaves[seq:], "newest": newest}

    def _bundles(self, body: dict[str, Any], _query: object) -> tuple[int, dict[str, Any]]:
        return 200, {"entries": [self._take(envelope) for envelope in body["entries"]]}

    def _take(self, envelope: dict[str, Any]) -> dict[str, Any]:
        self.arrivals += 1
        name, sealed = envelope["submission_id"], raw_bytes(envelope["sealed"])
        self.kept[name] = self.opened(envelope)
        ack = {"submission_id": name, "fingerprint": hashlib.sha256(sealed).hexdigest(), "status": "recorded"}
        return ack | {"reason": None, "sentence": None, "receipt": None, "at": None} | self.answers.get(name, {})

    def _acknowledgements(self, _body: dict[str, Any], _query: object) -> tuple[int, dict[str, Any]]:
        return 200, {"entries": []}

    def _fingerprints(self, body: dict[str, Any], _query: object) -> tuple[int, dict[str, Any]]:
        return 200, {"registered": body["fingerprints"], "line": 1}

    def opened(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """What an envelope holds, with the estate's private key."""
        sealed = raw_bytes(envelope["sealed"])
        point, iv, box = sealed[:65], sealed[65:77], sealed[77:]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
        salt = point + self.key.public_key().public_bytes(*_POINT)
        key = HKDF(hashes.SHA256(), 32, salt, b"consult doorstep 1").derive(shared)
        beside = f"{envelope['consultation']}\n{envelope['submission_id']}".encode()
        plain = AESGCM(key).decrypt(iv, box, beside)
        assert len(plain) % 2_048 == 0
        found = json.loads(plain)
        assert isinstance(found, dict)
        return found
