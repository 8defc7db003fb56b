"""Styles, scripts and the mark: local files, addressed by their content and kept by the browser."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from services.workbench.web.window import STATIC

router = APIRouter()
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@router.get("/static/{name:path}")
async def asset(name: str) -> FileResponse:
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC.resolve()) or path.suffix not in KINDS or not path.is_file():
        raise HTTPException(404)
    return FileResponse(
        path, media_type=KINDS[path.suffix], headers={"cache-control": "public, max-age=31536000, immutable"}
    )
