"""Whatever is sent to the API: never a fault of ours, and an answer that its document knows."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.web.scene import Scene, opened

EACH = 10
KNOWN = {"film": "f", "release": "r", "delivery": "d", "suggestion": "s", "rule": "u"}
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with opened(tmp_path_factory.mktemp("fuzzed")) as made:
        yield made


def near(case: Any, luck: random.Random) -> None:
    """Let a path often name something that is there."""
    for name, value in case.path_parameters.items():
        if luck.random() < 0.6:
            made = f"{KNOWN[name]}{luck.randint(1, 9)}" if name in KNOWN else "phone-of-Ana"
            case.path_parameters[name] = made if isinstance(value, str) else value


def sent(operation: Any, mode: GenerationMode, tokens: list[str]) -> set[int]:
    """Send an operation what it may be sent, or may not; the statuses that came of it."""
    luck = random.Random(operation.label)
    seen = set()

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EACH, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def send(case: Any) -> None:
        near(case, luck)
        answer = case.call(headers={"authorization": f"Bearer {luck.choice(tokens)}"})
        case.validate_response(answer, checks=CHECKS)
        seen.add(answer.status_code)

    send()
    return seen


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nothing_that_is_sent_breaks_the_api(served: Scene, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{served.address}/api/openapi.json")
    tokens = [served.secret(name, "api") for name in ("Ana", "Ben")]
    operations = [found.ok() for found in schema.get_all_operations()]
    statuses = set().union(*(sent(each, mode, tokens) for each in operations))
    assert len(operations) >= 33
    expected = {200, 404} if mode is GenerationMode.POSITIVE else {422}
    assert expected <= statuses


def test_the_fuzzed_database_is_whole(served: Scene, tmp_path: Path) -> None:
    """After all of that, the same program reads all of it."""
    ana = served.client("Ana")
    for path in ("films", "releases", "follows", "channels", "deliveries", "suggestions",
                 "conflicts", "rules"):  # fmt: skip
        assert ana.get(f"/api/v1/{path}", params={"limit": 200}).status_code == 200
