"""The files of deploy/ and the commands of docs/drift.md: what an administrator copies works as it stands."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from configparser import ConfigParser
from pathlib import Path

import pytest

from cli import cli

REPOSITORY = Path(__file__).parent.parent
DEPLOY = REPOSITORY / "deploy"
SYSTEMD = DEPLOY / "systemd"
OPERATIONS = (REPOSITORY / "docs" / "drift.md").read_text(encoding="utf-8")
COMMAND = "/opt/kunskapsbank/.venv/bin/kunskapsbank"
NOTE = "# Fruktkorgar i Ekvik\n\n## Avtalet\n\nEkvik köper fruktkorgar av ett arbetskooperativ.\n"


@pytest.fixture
def path_with_command(tmp_path: Path) -> str:
    """Return a PATH on which the command of this repository comes first."""
    program = tmp_path / "bin" / "kunskapsbank"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {REPOSITORY}/cli.py "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return f"{program.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}"


def commands_below(heading: str) -> str:
    """Return the first block of commands below a heading of docs/drift.md."""
    found = re.search(rf"^## {heading}\n.*?^```sh\n(.*?)^```", OPERATIONS, flags=re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[1]


def unit(name: str) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(SYSTEMD / name, encoding="utf-8")
    return parser


def test_the_bank_comes_back_from_its_backup(tmp_path: Path, path_with_command: str) -> None:
    state, backups = tmp_path / "lib" / "kunskapsbank", tmp_path / "backups"
    (state / "corpus" / "documents").mkdir(parents=True)
    backups.mkdir()
    (tmp_path / "kunskapsbank.env").touch()
    note = state / "corpus" / "documents" / "ekvik.md"
    note.write_text(NOTE, encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": path_with_command,
        "KUNSKAPSBANK_CORPUS": str(state / "corpus"),
        "KUNSKAPSBANK_INDEX": str(state / "index"),
    }

    def run(commands: str) -> str:
        for place, here in {
            r"\bsudo systemctl .*": "",
            r"\bsudo ": "",
            "/var/lib/kunskapsbank": str(state),
            "/var/backups": str(backups),
            "/etc/kunskapsbank.env": str(tmp_path / "kunskapsbank.env"),
            r"kunskapsbank-2026-11-25": "kunskapsbank-$(date +%F)",
        }.items():
            commands = re.sub(place, here, commands)
        shell = ["bash", "-euo", "pipefail", "-c", commands]
        return subprocess.run(shell, env=environment, check=True, capture_output=True, text=True).stdout

    run("kunskapsbank ingest")
    run(commands_below("Säkerhetskopiera"))
    note.unlink()
    run("kunskapsbank ingest")
    assert '"total": 0' in run("kunskapsbank search fruktkorgar --json")
    run(commands_below("Återställa"))
    assert '"document_id": "ekvik"' in run("kunskapsbank search fruktkorgar --json")
    assert (state / "corpus.undan").is_dir()


@pytest.mark.parametrize("name", ["kunskapsbank-app.service", "kunskapsbank-ingest.service"])
def test_a_service_runs_commands_that_exist(name: str) -> None:
    lines = re.findall(r"^ExecStart=-?(.*)", (SYSTEMD / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    for line in lines:
        program, command, *arguments = shlex.split(line)
        assert program == COMMAND
        cli.commands[command].make_context(command, arguments)


def test_the_parts_of_a_server_agree() -> None:
    settings = dict(
        line.split("=", 1)
        for line in (DEPLOY / "kunskapsbank.env").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    host, _, path = settings["KUNSKAPSBANK_BASE_URL"].removeprefix("https://").partition("/")
    assert f"server_name {host};" in nginx
    assert f"location /{path}/ {{" in nginx
    port = re.findall(r"--port (\d+)", unit("kunskapsbank-app.service")["Service"]["ExecStart"])[0]
    assert f"server 127.0.0.1:{port};" in nginx
    common = unit("kunskapsbank-.service.d/common.conf")["Service"]
    state = f"/var/lib/{common['StateDirectory']}"
    assert settings["KUNSKAPSBANK_CORPUS"] == f"{state}/corpus"
    assert settings["KUNSKAPSBANK_INDEX"] == f"{state}/index"
    assert common["EnvironmentFile"] in OPERATIONS
    documented = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert [name for name in settings if f"`{name}`" not in documented] == []


def test_what_the_documentation_copies_is_there() -> None:
    named = re.findall(r"/opt/kunskapsbank/(deploy/[\w./-]+)", OPERATIONS)
    assert named
    assert [name for name in named if not (REPOSITORY / name).exists()] == []
    for service in re.findall(r"kunskapsbank-\w+\.(?:service|timer)", OPERATIONS):
        assert (SYSTEMD / service).is_file()


def test_the_image_is_made_of_what_is_there_and_does_not_run_as_root() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    instructions = [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line and line[0] not in "# "]
    assert [value for name, value in instructions if name == "USER"][-1] not in {"0", "root"}
    assert any(name == "HEALTHCHECK" for name, _ in instructions)
    for name, value in instructions:
        if name == "COPY" and not value.startswith("--from"):
            assert all((REPOSITORY / source).exists() for source in value.split()[:-1])
        if name in {"ENTRYPOINT", "HEALTHCHECK"}:
            program = REPOSITORY / re.findall(r'\["([^"]+)"', value)[0]
            assert os.access(program, os.X_OK), program
    ignored = (REPOSITORY / ".containerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "corpus/inbox", "corpus/originals"} <= set(ignored)


def test_a_container_starts_with_the_starter_corpus_and_says_that_it_is_well(
    tmp_path: Path, path_with_command: str
) -> None:
    image = tmp_path / "image"
    (image / "deploy").mkdir(parents=True)
    (image / "corpus" / "documents").mkdir(parents=True)
    (image / "corpus" / "documents" / "ekvik.md").write_text(NOTE, encoding="utf-8")
    for name in ("start", "healthy"):
        (image / "deploy" / name).write_bytes((DEPLOY / name).read_bytes())
        (image / "deploy" / name).chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    environment = {
        **os.environ,
        "PATH": path_with_command,
        "KUNSKAPSBANK_CORPUS": str(tmp_path / "data" / "corpus"),
        "KUNSKAPSBANK_INDEX": str(tmp_path / "data" / "index"),
        "KUNSKAPSBANK_BASE_URL": "https://bank.example/kunskap",
    }
    healthy = [str(image / "deploy" / "healthy"), port]
    assert subprocess.run(healthy, env=environment, check=False, capture_output=True).returncode == 1
    start = [str(image / "deploy" / "start"), "--port", port, "--address", "127.0.0.1"]
    with subprocess.Popen(start, env=environment) as container:
        try:
            for _ in range(600):
                if subprocess.run(healthy, env=environment, check=False, capture_output=True).returncode == 0:
                    break
                assert container.poll() is None
                time.sleep(0.1)
            else:
                pytest.fail("the container did not say that it is well")
        finally:
            container.terminate()
    assert (tmp_path / "data" / "corpus" / "documents" / "ekvik.md").is_file()
