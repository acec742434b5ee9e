"""The API described: its OpenAPI document, and the same as a page that needs no script."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response

from releases import __version__
from releases.web.api import channels, facts, films, models, own, posters, rules, waiting
from releases.web.office import office_of

PREFIX = "/api/v1"
ABOUT = """\
What the command line can do, for other programs. Send the token that `releases token` prints as
`Authorization: Bearer TOKEN`; you act as its subscriber. Lists come in pages: the header `Link`
names the next one. Instants are ISO 8601 in UTC. Errors are problem documents (RFC 9457): `title`
says what was wrong, `detail` what to do."""

_PROBLEMS = {
    "400": "It cannot be understood",
    "401": "A token is needed",
    "403": "Only an admin may do that",
    "404": "There is no such thing",
    "413": "It is too large",
    "422": "A field is missing or wrong",
    "503": "The database cannot be used now",
}
_METHODS = ("get", "post", "put", "patch", "delete")

router = APIRouter(prefix="/api", include_in_schema=False)
versioned = APIRouter(prefix=PREFIX)
for _part in (films, facts, posters, waiting, own, rules, channels):
    versioned.include_router(_part.router)


def document(request: Request) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    state = request.app.state
    if not hasattr(state, "openapi"):
        made = get_openapi(
            title="releases", version=__version__, description=ABOUT, routes=versioned.routes
        )
        _add_problems(made)
        state.openapi = made
    found: dict[str, Any] = state.openapi
    return found


def _add_problems(made: dict[str, Any]) -> None:
    """Every operation answers errors alike, which the framework does not know."""
    schemas = made["components"]["schemas"]
    schemas["Problem"] = models.Problem.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in made["paths"].values():
        for operation in operations.values():
            operation["responses"] |= {
                status: {"description": words, "content": content}
                for status, words in _PROBLEMS.items()
            }


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    return JSONResponse(document(request), headers={"cache-control": "public, max-age=300"})


@router.get("/docs")
def docs(request: Request) -> Response:
    made = document(request)
    html = office_of(request).templates.get_template("api.html").render(
        about=made["info"]["description"], operations=_operations(made), visit=None, said=None,
        path=request.url.path,
    )  # fmt: skip
    return HTMLResponse(html)


def _operations(made: dict[str, Any]) -> list[dict[str, Any]]:
    """What the page shows of each operation, in order."""
    schemas = made["components"]["schemas"]
    found = []
    for path, methods in made["paths"].items():
        for method in _METHODS:
            if method not in methods:
                continue
            operation = methods[method]
            body = operation.get("requestBody", {}).get("content", {})
            given = body.get("application/json", {}).get("schema", {})
            answers = {
                status: each
                for status, each in operation["responses"].items()
                if status.startswith("2")
            }
            found.append(
                {
                    "name": f"{method.upper()} {path}",
                    "anchor": operation["operationId"],
                    "summary": operation["summary"],
                    "about": operation.get("description", ""),
                    "parameters": [
                        {"name": each["name"], "where": each["in"], "type": _type(each["schema"]),
                         "about": each.get("description", "")}
                        for each in operation.get("parameters", ())
                    ],
                    "fields": _fields(given, schemas),
                    "answers": [
                        {"status": status, "type": _answer(each)}
                        for status, each in answers.items()
                    ],
                    "returns": _fields(_schema(next(iter(answers.values()))), schemas),
                }
            )  # fmt: skip
    return found


def _schema(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _answer(answer: dict[str, Any]) -> str:
    return _type(_schema(answer)) if "content" in answer else "nothing"


def _fields(schema: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    ref = schema.get("items", schema).get("$ref", "")
    shape = schemas.get(ref.rpartition("/")[2], {})
    needed = shape.get("required", ())
    return [
        {"name": name, "type": _type(each), "needed": name in needed,
         "about": each.get("description", "")}
        for name, each in shape.get("properties", {}).items()
    ]  # fmt: skip


def _type(schema: dict[str, Any]) -> str:
    """A JSON schema in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "allOf" in schema:
        return _type(schema["allOf"][0])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    return str(schema.get("format") or schema.get("type", "anything"))
