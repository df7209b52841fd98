"""The files of a deployment say what they should, and agree with the product."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.conf import settings

from sara.env import Environment
from sara.roles import ROLES

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
MANIFESTS = {
    path.name: [document for document in yaml.safe_load_all(path.read_text()) if document]
    for path in (ROOT / "k8s").glob("*.yaml")
}
VARIABLES = {name.upper() for name in Environment.model_fields}
#: What compose.yaml itself decides, process by process, or what a deployment has no use for.
_NOT_FOR_COMPOSE = {"DEBUG", "PORT", "LIVE_BASE_URL", "WORKER_HEARTBEAT_FILE"}


def _pods():
    for documents in MANIFESTS.values():
        for document in documents:
            if document["kind"] in {"Deployment", "Job"}:
                yield document["metadata"]["name"], document["spec"]["template"]["spec"]


def test_compose_follows_its_published_schema():
    schema = ROOT.parent / "shared" / "specs" / "compose-spec.json"
    if not schema.exists():
        pytest.skip("the Compose specification is not beside the checkout")
    jsonschema.Draft7Validator(json.loads(schema.read_text())).validate(COMPOSE)


def test_compose_starts_every_role_and_hands_on_every_variable_that_sara_reads():
    commands = [" ".join(service.get("command", [])) for service in COMPOSE["services"].values()]
    assert all(any(f"sara.roles {role}" in command for command in commands) for role in ROLES)
    assert set(COMPOSE["x-sara"]["environment"]) == VARIABLES - _NOT_FOR_COMPOSE


def test_compose_takes_googles_key_where_there_is_one_and_only_there():
    handed_on = COMPOSE["x-sara"]["environment"]["GOOGLE_APPLICATION_CREDENTIALS"]
    assert handed_on == "${GOOGLE_APPLICATION_CREDENTIALS:+/run/secrets/google}"
    assert COMPOSE["secrets"]["google"]["file"] == "${GOOGLE_APPLICATION_CREDENTIALS:-/dev/null}"


def test_kubernetes_starts_every_role_and_names_only_variables_that_sara_reads():
    started = {pod["containers"][0]["command"][3] for name, pod in _pods() if name != "migrate"}
    assert started == set(ROLES)
    for name, part in (("configmap.yaml", "data"), ("secret.example.yaml", "stringData")):
        assert set(MANIFESTS[name][0][part]) <= VARIABLES


def test_no_pod_runs_as_root_or_may_write_its_own_files():
    for name, pod in _pods():
        container = pod["containers"][0]
        assert pod["securityContext"]["runAsNonRoot"], name
        assert container["securityContext"]["readOnlyRootFilesystem"], name
        assert not container["securityContext"]["allowPrivilegeEscalation"], name
        assert "memory" in container["resources"]["limits"], name


@pytest.mark.parametrize(("name", "secret"), [("beat", "REDIS_URL"), ("migrate", "DATABASE_URL")])
def test_a_process_that_calls_no_provider_holds_no_providers_secret(name, secret):
    container = dict(_pods())[name]["containers"][0]
    assert [source for source in container["envFrom"] if "secretRef" in source] == []
    assert [one["valueFrom"]["secretKeyRef"]["key"] for one in container["env"] if "valueFrom" in one] == [secret]
    assert [mount["name"] for mount in container["volumeMounts"]] == ["tmp"]
    composed = COMPOSE["services"][name]
    secrets = {
        variable
        for variable in composed["environment"]
        if variable in MANIFESTS["secret.example.yaml"][0]["stringData"]
    }
    assert (secrets, composed["secrets"]) == ({secret}, [])


def test_the_ingress_lets_the_largest_batch_through():
    annotations = MANIFESTS["ingress.yaml"][0]["metadata"]["annotations"]
    megabytes = int(annotations["nginx.ingress.kubernetes.io/proxy-body-size"].removesuffix("m"))
    assert megabytes * 1024 * 1024 > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_kustomization_lists_every_manifest():
    listed = set(MANIFESTS["kustomization.yaml"][0]["resources"])
    assert listed == set(MANIFESTS) - {"kustomization.yaml", "secret.example.yaml"} | {"secret.yaml"}


def test_the_image_carries_every_package_of_the_product():
    dockerfile, ignored = (ROOT / "Dockerfile").read_text(), (ROOT / ".dockerignore").read_text()
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"sara"}
    assert packages == set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.MULTILINE))
    assert packages <= {line.removeprefix("!") for line in ignored.splitlines()}


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_the_image_is_healthy_when_sara_answers_whatever_proxy_the_environment_names(httpserver, status, healthy):
    httpserver.expect_request("/healthz").respond_with_data("", status=status)
    command = re.search(r"^HEALTHCHECK .*?CMD (\[.*?\])$", (ROOT / "Dockerfile").read_text(), re.DOTALL | re.MULTILINE)
    assert command
    program = json.loads(command[1])[2].replace("8000", str(httpserver.port))
    nowhere = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    done = subprocess.run([sys.executable, "-c", program], env=nowhere, capture_output=True, check=False)
    assert (done.returncode == 0) is healthy
