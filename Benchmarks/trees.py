#!/usr/bin/env python3
"""Writes trees of files for the benchmarks, the same for the same arguments.

    trees.py FOLDER SERVICES BYTES [yaml]

Services of twenty files each, ten to a team, about so many bytes in all, half of them no YAML; with
`yaml` the YAML files alone.
"""

import os
import sys

sys.dont_write_bytecode = True
import inputs

# The twenty files of one service: path, kind, and its share of the bytes in thousandths.
SERVICE = [
    ("k8s/deployment.yaml", "manifests", 130),
    ("k8s/jobs.yaml", "manifests", 60),
    ("compose.yaml", "compose", 80),
    ("chart/Chart.yaml", "chart", 2),
    ("chart/values.yaml", "values", 120),
    ("chart/values-production.yaml", "values", 60),
    (".github/workflows/check.yaml", "workflow", 48),
    (".env", "env", 30),
    ("config/worker.env", "env", 20),
    ("config/app.json", "json", 50),
    ("config/features.json", "json", 30),
    ("config/service.toml", "toml", 50),
    ("config/application.properties", "properties", 50),
    ("README.md", "markdown", 60),
    ("docs/operations.md", "markdown", 40),
    ("src/handlers.py", "python", 50),
    ("src/jobs.py", "python", 30),
    ("cmd/server.go", "go", 50),
    ("web/client.ts", "typescript", 30),
    ("web/pages.ts", "typescript", 10),
]


def write_file(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def tree(folder, services, size, yaml_alone=False, names=64):
    """Writes the services, ten to a team. All files hold other names and numbers."""
    each = size / services / 1000
    for service in range(services):
        root = os.path.join(folder, f"team-{service // 10:03d}", f"service-{service:04d}")
        for place, (path, kind, share) in enumerate(SERVICE):
            if yaml_alone and not path.endswith(".yaml"):
                continue
            text = inputs.one_file(kind, each * share, service * 100 + place + 7, names)
            if path == ".env":
                # Compose takes it from here.
                text += "COMPOSE_PROJECT_NAME=shop\n"
            write_file(os.path.join(root, path), text)


def references(folder, count):
    """Manifests that are read together, a quarter each: Compose files that extend a common one with
    their env files, Deployments, the ConfigMaps that these refer to, and Kustomize overlays."""

    def write(path, text):
        write_file(os.path.join(folder, path), text)

    for number in range(count // 4):
        compose = f"compose/service-{number}/"
        write(compose + ".env", f"DB_NAME=orders{number}\nLOG_LEVEL=info\nWORKERS={number % 8}\n")
        write(compose + "app.env", f"CACHE_SIZE={number}\nLOG_LEVEL=debug\n")
        write(
            compose + "common.yaml",
            "services:\n  base:\n    image: registry.example.com/base:1\n    env_file: app.env\n"
            f"    environment:\n      RETRIES: {number}\n      LOG_LEVEL: ${{LOG_LEVEL}}\n",
        )
        write(
            compose + "compose.yaml",
            "services:\n  api:\n    extends: {file: common.yaml, service: base}\n"
            "    environment:\n      DB_NAME: ${DB_NAME}\n      WORKERS: ${WORKERS:-2}\n",
        )
        write(
            f"kubernetes/deployment-{number}.yaml",
            f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: api-{number}, namespace: shop}}
spec:
  template:
    spec:
      containers:
      - name: api
        image: registry.example.com/api:1
        envFrom:
        - configMapRef: {{name: config-{number}}}
        env:
        - {{name: APP_ENV, value: production}}
        - {{name: GREETING, value: "$(NAME)"}}
""",
        )
        write(
            f"kubernetes/config-{number}.yaml",
            f"""apiVersion: v1
kind: ConfigMap
metadata: {{name: config-{number}, namespace: shop}}
data:
  NAME: shop{number}
  LOG_LEVEL: info
  MAX_CONNECTIONS: "{number}"
""",
        )
        app = f"kustomize/app-{number}/"
        write(
            app + "base/kustomization.yaml",
            "resources: [deployment.yaml]\nconfigMapGenerator:\n- name: settings\n"
            f"  literals: [LOG_LEVEL=info, MODE={number}]\n",
        )
        write(
            app + "base/deployment.yaml",
            """apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1
        envFrom: [{configMapRef: {name: settings}}]
""",
        )
        write(
            app + "overlays/production/kustomization.yaml",
            f"""resources: [../../base]
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {{name: web}}
    spec:
      template:
        spec: {{containers: [{{name: web, env: [{{name: MODE, value: "{number + 1}"}}]}}]}}
""",
        )


def main(arguments):
    if len(arguments) not in (3, 4) or arguments[3:] not in ([], ["yaml"]):
        sys.exit(__doc__)
    tree(arguments[0], int(arguments[1]), int(arguments[2]), arguments[3:] == ["yaml"])


if __name__ == "__main__":
    main(sys.argv[1:])
