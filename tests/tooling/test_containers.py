"""The container files say what the manual promises. No engine runs here: they are read as data."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from releases import config

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DAEMON = COMPOSE["services"]["daemon"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_the_daemon_is_the_only_service_without_a_profile() -> None:
    plain = [name for name, service in COMPOSE["services"].items() if not service.get("profiles")]
    assert plain == ["daemon"]


def test_the_daemon_can_be_scaled() -> None:
    assert "container_name" not in DAEMON
    assert "ports" not in DAEMON


def test_the_daemon_runs_without_rights_on_a_read_only_system() -> None:
    assert DAEMON["read_only"] is True
    assert DAEMON["cap_drop"] == ["ALL"]
    assert DAEMON["user"] == "1000:1000"
    assert "no-new-privileges:true" in DAEMON["security_opt"]
    assert "data:/data" in DAEMON["volumes"]
    assert "USER releases" in DOCKERFILE


def test_the_web_is_its_own_service_and_reached_from_the_host_alone() -> None:
    web = COMPOSE["services"]["web"]
    assert web["command"] == ["serve", "--host", "0.0.0.0"]
    assert web["profiles"] == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in web["ports"])
    same = ("image", "user", "read_only", "tmpfs", "cap_drop", "security_opt", "volumes",
            "environment", "depends_on")  # fmt: skip
    assert {name: web[name] for name in same} == {name: DAEMON[name] for name in same}


def test_one_variable_switches_the_database() -> None:
    assert DAEMON["environment"]["RELEASES_DB"] == "${RELEASES_DB:-/data/releases.db}"


def test_the_daemon_has_time_to_finish_a_send() -> None:
    seconds = int(DAEMON["stop_grace_period"].rstrip("s"))
    assert seconds > config.Settings().deadline


def test_health_is_asked_of_the_program_itself() -> None:
    wanted = ["CMD", "releases", "status", "--check"]
    assert DAEMON["healthcheck"]["test"] == wanted
    assert 'CMD ["releases", "status", "--check"]' in DOCKERFILE


def test_the_commands_that_are_named_exist() -> None:
    web = COMPOSE["services"]["web"]["command"]
    for command in (DAEMON["command"], DAEMON["healthcheck"]["test"][2:], web):
        done = subprocess.run(
            [sys.executable, "-m", "releases", command[0], "--help"], capture_output=True, text=True
        )
        assert done.returncode == 0
        for option in [word for word in command[1:] if word.startswith("--")]:
            assert option in done.stdout


def test_the_example_of_the_environment_names_only_what_is_read() -> None:
    example = (ROOT / "config" / "compose.env.example").read_text()
    named = set(re.findall(r"\b(RELEASES_[A-Z_]+)=", example))
    channels = {name for name in named if name.startswith("RELEASES_CHANNELS_")}
    variables = {row.variable for row in config.table()} | {"RELEASES_CONFIG"}
    assert channels
    assert named - channels <= variables
    for variable in ("TZ", "POSTGRES_PASSWORD", "RELEASES_DB"):
        assert f"{variable}=" in example
        assert f"${{{variable}:-" in (ROOT / "docker-compose.yml").read_text()


def test_the_example_names_the_server_of_the_profile() -> None:
    server = COMPOSE["services"]["postgres"]
    example = (ROOT / "config" / "compose.env.example").read_text()
    found = re.search(r"RELEASES_DB=postgresql://(\w+):\S+@(\w+)/(\w+)", example)
    assert found
    user, host, name = found.groups()
    assert server["profiles"] == ["postgres"]
    assert COMPOSE["services"][host] is server
    assert server["environment"]["POSTGRES_USER"] == user
    assert server["environment"]["POSTGRES_DB"] == name
    assert server["healthcheck"]["test"][0] == "CMD-SHELL"
    assert DAEMON["depends_on"][host] == {"condition": "service_healthy", "required": False}


def test_the_image_installs_from_the_lock() -> None:
    assert "--no-deps --require-hashes -r requirements.lock" in DOCKERFILE


def test_the_unit_gives_a_send_time_to_finish() -> None:
    unit = (ROOT / "config" / "releases.service").read_text()
    lines = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and line[0] != "#")
    assert lines["Type"] == "notify"
    assert int(lines["TimeoutStopSec"]) > config.Settings().deadline
    assert lines["StateDirectory"] == "releases"
