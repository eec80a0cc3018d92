"""`/healthz` for machines and one screen of status for people, in French and in English."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

TEMPLATES = Path(__file__).parent / "templates"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the service does its work; ``reason`` says what keeps it from it."""

    version: str
    reason: str | None


HealthOf = Callable[[], Health]
LinesOf = Callable[[str], Awaitable[Sequence[str]]]  # a language -> the lines of the status screen


def pages(health_of: HealthOf, lines_of: LinesOf, default_language: str) -> Starlette:
    """Build the application from ways of asking how things stand."""
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)

    async def healthz(_: Request) -> Response:
        health = health_of()
        body = {"status": "failing" if health.reason else "ok", "reason": health.reason, "version": health.version}
        return JSONResponse(body, status_code=503 if health.reason else 200)

    async def status(request: Request) -> Response:
        language = language_of(request, default_language)
        page = templates.get_template("status.html")
        return HTMLResponse(
            page.render(language=language, lines=await lines_of(language), health=health_of()),
            headers={"Content-Language": language, "Vary": "Accept-Language"},
        )

    return Starlette(
        routes=[Route("/healthz", healthz), Route("/", status)],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=with_headers)],
    )


async def with_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Add the headers that keep a page from loading or leaking anything."""
    response = await call_next(request)
    response.headers.update(HEADERS)
    return response


def language_of(request: Request, default: str) -> str:
    """Choose the page's language: asked for, else the reader's browser's, else the channel's."""
    asked = request.query_params.get("lang", "")
    if asked in ("fr", "en"):
        return asked
    preferred = [part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in preferred if code in ("fr", "en")), default)
