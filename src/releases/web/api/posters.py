"""The poster of a film, as a picture, for programs that show films themselves."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from releases.errors import NotFound
from releases.web.api.caller import Caller
from releases.web.api.facts import number
from releases.web.posters import picture

router = APIRouter(tags=["facts"])

_BINARY = {"schema": {"type": "string", "format": "binary"}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The picture",
        "content": dict.fromkeys(("image/jpeg", "image/png", "image/webp"), _BINARY),
    },
}
Size = Annotated[Literal["small", "large"], Query(description="92 or 342 pixels wide")]


@router.get(
    "/films/{film}/poster", summary="The poster of a film", responses=_ANSWERS,
    response_class=Response,
)  # fmt: skip
async def poster(request: Request, visit: Caller, film: str, size: Size = "large") -> Response:
    """404 where it has none, or none comes now. With its `ETag` in `If-None-Match`, 304."""
    found = await picture(request, visit, number("f", film, "film"), size)
    if found is None:
        raise NotFound("there is no poster of that film, or none comes now")
    return found
