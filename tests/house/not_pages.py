"""The routes that answer GET with something else than a page: endpoint → the kind of what they answer."""

from __future__ import annotations

NOT_PAGES = {
    "console.idea_picture": "image/jpeg",
    "console.paper_page": "image/png",
    "console.paper_preview_file": "application/pdf",
    "console.photo": "image/jpeg",
    "console.picture_file": "image/jpeg",
    "console.result_json": "application/json",
    "doorstep.api.prove": "application/json",
    "doorstep.api.round_": "application/json",
    "doorstep.manifest": "application/manifest+json",
    "doorstep.words": "application/json",
    "doorstep.worker": "text/javascript",
    "operations.alive": "text/plain",
    "operations.metrics": "text/plain",
    "operations.ready": "text/plain",
    "reading.style": "text/css",
    "resident.photo_of_idea": "image/jpeg",
    "resident.picture": "image/jpeg",
    "resident.question_qr": "image/png",
    "resident.receipt_qr": "image/png",
    "console.watch_now": "text/plain",
    "static": "image/svg+xml",
    "verify.ledger": "application/jsonl",
    "verify.package": "application/zip",
    "verify.proof": "application/json",
    "verify.recount_alone": "text/html",
    "verify.rule_sheet_file": "application/pdf",
}
    "resident.screen_now": "text/plain",
