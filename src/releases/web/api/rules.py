"""The caller's rules, by which what is new is followed by itself."""

from typing import Any

from fastapi import APIRouter, Response

from releases.store import ruling
from releases.tracking.documents import rule_json
from releases.web import rules
from releases.web.api import given, models
from releases.web.api.caller import Caller, Paged
from releases.web.api.facts import number

router = APIRouter(tags=["rules"])


@router.get("/rules", response_model=list[models.Rule], summary="The caller's rules")
def mine(visit: Caller, page: Paged) -> list[dict[str, Any]]:
    with visit.read() as connection:
        found = ruling.rules_of(connection, visit.who.id)
    return [rule_json(rule) for rule in page.slice(found)]


@router.post(
    "/rules", response_model=list[models.Rule], status_code=201, summary="Follow by a rule"
)
def add(visit: Caller, wish: given.NewRule) -> list[dict[str, Any]]:
    """`releases` in several territories are as many rules. A name is looked up at TMDB."""
    made = rules.added(
        visit, wish.what, name=wish.name, role=wish.role, kind=wish.kind,
        places=wish.territories, exclude=wish.exclude,
    )  # fmt: skip
    return [rule_json(rule) for rule in made]


@router.delete("/rules/{rule}", status_code=204, summary="End a rule; its follows stay")
def end(visit: Caller, rule: str) -> Response:
    with visit.unit() as (connection, who):
        found = ruling.rule(connection, who.id, number("u", rule, "rule"))
        ruling.remove_rule(connection, found.id)
    return Response(status_code=204)
