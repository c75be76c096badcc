#!/usr/bin/env python3
"""Writes the inputs of the benchmarks: the same bytes for the same arguments, on every machine.

    inputs.py KIND BYTES     one file of one of the `KINDS`, to standard output

The files are such as services have, and nothing in them is wrong: what is measured is reading and
judging, not reporting. `trees.py` writes folders of them.
"""

import sys


class Numbers:
    """A generator of numbers of our own: that of the standard library may change."""

    def __init__(self, seed, names=64):
        # The square of it is about how many names of settings there can be.
        self.names = names
        self.state = (seed * 2654435761 + 88172645463325252) & (2**64 - 1)

    def below(self, limit):
        state = self.state
        state ^= (state << 13) & (2**64 - 1)
        state ^= state >> 7
        state ^= (state << 17) & (2**64 - 1)
        self.state = state
        return (state >> 11) % limit

    def pick(self, items):
        return items[self.below(len(items))]


NOUNS = (
    "account address audit basket batch bucket cache campaign carrier catalog channel claim "
    "client contact cart currency customer delivery device digest discount draft event export "
    "feed filter folder gateway grant group image import index inventory invoice journal label "
    "ledger letter listing locale mailer market member message metric notice offer order outbox "
    "page parcel partner patch payment person pickup planner policy portal price product profile "
    "project quota quote rating receipt record refund region release reminder report request "
    "review route schedule search segment shipment signal snapshot source stock store stream "
    "summary supplier survey template ticket topic tracker transfer upload variant vendor visit "
    "voucher warehouse widget window"
).split()
TRAITS = (
    "active batch default daily global inner local main nested next open outer primary ready"
).split()
MEASURES = (
    "count delay depth interval items length limit offset pages period rate size steps width"
).split()
WORDS = (
    "the service reads each record once and keeps what it needs until the next page is shown so "
    "that a slow client never holds up others when many of them ask for one item at a time while "
    "the store is being moved to another region after work on what comes from outside has been "
    "done there"
).split()


def sentence(numbers, length):
    words = [numbers.pick(WORDS) for _ in range(length)]
    return " ".join(words).capitalize() + "."


def upper(numbers):
    """A name of a setting: of some 1,200 there are few often and most seldom, as in real trees."""
    name = Numbers(numbers.below(numbers.names) * numbers.below(numbers.names))
    words = [name.pick(NOUNS), name.pick(NOUNS), name.pick(MEASURES)]
    if name.below(3) == 0:
        words.insert(0, name.pick(TRAITS))
    return "_".join(words).upper()


def grown(numbers, size, part):
    """At least one part, and as many as come nearest to the size."""
    texts, length, last = [], 0, 0
    while length + last / 2 < size:
        texts.append(part(len(texts)))
        last = len(texts[-1])
        length += last
    return "".join(texts)


def settings(numbers, count, write, before=None):
    """Names without repetition, which are not among those before, and values that are plain."""
    names = list(dict.fromkeys(upper(numbers) for _ in range(count)))
    if before is not None:
        names = [f"{name}_{len(before)}" if name in before else name for name in names]
        before.update(names)
    values = (
        lambda: str(numbers.below(900) + 10),
        lambda: numbers.pick(NOUNS) + "-" + numbers.pick(NOUNS),
        lambda: "https://" + numbers.pick(NOUNS) + ".internal.example/" + numbers.pick(NOUNS),
        lambda: numbers.pick(["true", "false"]),
        lambda: str(numbers.below(90)) + numbers.pick(["s", "m", "ms"]),
    )
    return "".join(write(name, numbers.pick(values)()) for name in names)


def manifests(numbers, size, name="web"):
    """Deployments with their Services, ConfigMaps, CronJobs and Ingresses."""

    def deployment(number):
        app = f"{name}-{numbers.pick(NOUNS)}-{number}"
        environment = settings(
            numbers, 6, lambda key, value: f'        - name: {key}\n          value: "{value}"\n'
        )
        return f"""apiVersion: apps/v1
kind: Deployment
metadata:
  name: {app}
  namespace: shop
  labels: {{app: {app}, tier: front}}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: {app}
  template:
    metadata:
      labels:
        app: {app}
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "9090"
    spec:
      serviceAccountName: {name}
      containers:
      - name: {numbers.pick(NOUNS)}
        image: registry.internal.example/shop/{name}:1.{number}.{numbers.below(40)}
        ports:
        - containerPort: 8080
          name: http
        env:
        - name: APP_ENV
          value: production
        - name: LOG_LEVEL
          value: info
        - name: DATABASE_URL
          valueFrom:
            secretKeyRef:
              name: {name}-db
              key: url
        - name: DB_POOL_SIZE
          value: "20"
        - name: ALLOWED_ORIGINS
          value: https://{app}.shop.example
{environment}        resources:
          requests: {{cpu: 100m, memory: 128Mi}}
          limits: {{cpu: 500m, memory: 512Mi}}
        readinessProbe:
          httpGet: {{path: /healthz, port: http}}
          periodSeconds: 10
      volumes:
      - name: config
        configMap:
          name: {app}
---
apiVersion: v1
kind: Service
metadata:
  name: {app}
spec:
  ports:
  - port: 80
    targetPort: http
  selector:
    app: {app}
---
"""

    def config(number):
        data = settings(numbers, 12, lambda key, value: f'  {key}: "{value}"\n')
        return f"""apiVersion: v1
kind: ConfigMap
metadata:
  name: {name}-{numbers.pick(NOUNS)}-{number}
  namespace: shop
data:
{data}---
"""

    def ingress(number):
        app = f"{name}-{numbers.pick(NOUNS)}-{number}"
        return f"""apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {app}
spec:
  ingressClassName: internal
  tls:
  - hosts: [{app}.shop.example]
    secretName: {app}-tls
  rules:
  - host: {app}.shop.example
    http:
      paths:
      - path: /{numbers.pick(NOUNS)}
        pathType: Prefix
        backend:
          service: {{name: {app}, port: {{number: 80}}}}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {app}
spec:
  schedule: "{numbers.below(60)} {numbers.below(24)} * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: {numbers.pick(NOUNS)}
            image: registry.internal.example/shop/jobs:2.{numbers.below(30)}.{number}
            args: [run, {numbers.pick(NOUNS)}, --{numbers.pick(MEASURES)}, "{numbers.below(500)}"]
            envFrom:
            - configMapRef: {{name: {name}-jobs}}
            resources:
              requests: {{cpu: 50m, memory: 64Mi}}
              limits: {{cpu: 200m, memory: 256Mi}}
---
"""

    return grown(
        numbers, size, lambda number: (deployment, config, deployment, ingress)[number % 4](number)
    )


def compose(numbers, size):
    def service(number):
        environment = settings(numbers, 8, lambda key, value: f'      {key}: "{value}"\n')
        return f"""  {numbers.pick(NOUNS)}-{number}:
    image: registry.internal.example/shop/{numbers.pick(NOUNS)}:2.{numbers.below(40)}.{number}
    restart: unless-stopped
    environment:
      APP_ENV: production
      LOG_LEVEL: info
      SECRET_KEY: ${{SECRET_KEY:?set it in the store}}
      DB_POOL_SIZE: "20"
{environment}    healthcheck:
      test: [CMD, curl, --fail, "http://localhost:8000/healthy"]
      interval: 10s
    deploy:
      replicas: {numbers.below(4) + 1}
      resources:
        limits: {{cpus: "0.5", memory: 256M}}
    volumes:
    - type: bind
      source: ./config/{numbers.pick(NOUNS)}
      target: /etc/{numbers.pick(NOUNS)}
      read_only: true
"""

    return "services:\n" + grown(numbers, size, service)


def values(numbers, size):
    def component(number):
        environment = settings(numbers, 8, lambda key, value: f'    {key}: "{value}"\n')
        return f"""
## Parameters of the {numbers.pick(NOUNS)} component {number}
## {sentence(numbers, 11)}
{numbers.pick(NOUNS)}{number}:
  ## {sentence(numbers, 14)}
  ##
  enabled: true
  replicaCount: {numbers.below(4) + 1}
  image:
    registry: registry.internal.example
    repository: shop/{numbers.pick(NOUNS)}
    tag: 3.{numbers.below(60)}.{numbers.below(9)}
    pullPolicy: IfNotPresent
    pullSecrets: []
  ## {sentence(numbers, 9)}
  resources:
    requests: {{cpu: 100m, memory: 128Mi}}
    limits: {{cpu: 500m, memory: 512Mi}}
  containerPorts:
    http: {8000 + numbers.below(500)}
  livenessProbe:
    enabled: true
    initialDelaySeconds: {numbers.below(60)}
    periodSeconds: 10
    failureThreshold: 3
  nodeSelector: {{}}
  tolerations: []
  affinity: {{}}
  existingSecret: {numbers.pick(NOUNS)}-credentials
  ## {sentence(numbers, 12)}
  settings:
{environment}"""

    return grown(numbers, size, component)


def chart(numbers, size):
    return f"""apiVersion: v2
name: {numbers.pick(NOUNS)}
version: 1.{numbers.below(40)}.0
appVersion: "3.{numbers.below(60)}"
description: {sentence(numbers, 9)}
"""


def workflow(numbers, size):
    def job(number):
        return f"""  {numbers.pick(NOUNS)}-{number}:
    runs-on: ubuntu-24.04
    timeout-minutes: {numbers.below(20) + 5}
    steps:
    - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      with: {{persist-credentials: false}}
    - name: {sentence(numbers, 5)}
      run: make {numbers.pick(NOUNS)} {numbers.pick(MEASURES).upper()}={numbers.below(90)}
    - name: {sentence(numbers, 4)}
      run: |
        for part in {numbers.pick(NOUNS)} {numbers.pick(NOUNS)}; do
          ./scripts/{numbers.pick(NOUNS)} "$part"
        done
"""

    return "name: check\non: [push]\npermissions: {contents: read}\njobs:\n" + grown(
        numbers, size, job
    )


def env(numbers, size):
    before = set()

    def block(number):
        return (
            f"# {sentence(numbers, 8)}\n"
            + settings(numbers, 12, lambda key, value: f"{key}={value}\n", before)
            + "\n"
        )

    return grown(numbers, size, block)


def json(numbers, size):
    def part(number):
        inner = settings(numbers, 8, lambda key, value: f'    "{camel(key)}": "{value}",\n')
        return f"""  "{numbers.pick(NOUNS)}{number}": {{
{inner}    "enabled": true,
    "{numbers.pick(MEASURES)}": {numbers.below(1000)},
    "{numbers.pick(NOUNS)}s": ["{numbers.pick(NOUNS)}", {numbers.below(80)}]
  }},
"""

    return "{\n" + grown(numbers, size, part) + '  "version": 1\n}\n'


def camel(name):
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def toml(numbers, size):
    def table(number):
        inner = settings(numbers, 8, lambda key, value: f'{key.lower()} = "{value}"\n')
        return f"""# {sentence(numbers, 10)}
[service.{numbers.pick(NOUNS)}{number}]
enabled = true
{inner}ratio = 0.{numbers.below(90) + 10}
parts = ["{numbers.pick(NOUNS)}", "{numbers.pick(NOUNS)}"]

"""

    return 'title = "settings"\n\n' + grown(numbers, size, table)


def properties(numbers, size):
    before = set()

    def block(number):
        inner = settings(
            numbers,
            10,
            lambda key, value: f"shop.{key.lower().replace('_', '.')}={value}\n",
            before,
        )
        return f"# {sentence(numbers, 9)}\n{inner}\n"

    return grown(numbers, size, block)


def markdown(numbers, size):
    def section(number):
        lines = "\n".join(sentence(numbers, 14) for _ in range(6))
        return f"""## {sentence(numbers, 4)[:-1]}

{lines}

- {sentence(numbers, 9)}
- {sentence(numbers, 12)}

```sh
make {numbers.pick(NOUNS)}
```

"""

    return f"# {numbers.pick(NOUNS).capitalize()}\n\n" + grown(numbers, size, section)


def python(numbers, size):
    def function(number):
        noun, other, measure = numbers.pick(NOUNS), numbers.pick(NOUNS), numbers.pick(MEASURES)
        return f"""def {noun}_{measure}_{number}({other}s, start={numbers.below(90)}):
    \"\"\"{sentence(numbers, 10)}\"\"\"
    total = start
    for {other} in {other}s:
        if {other}.{measure} > {numbers.below(500)} and not {other}.is_{numbers.pick(TRAITS)}:
            logger.info("{noun} %s has %d", {other}.name, {other}.{measure})
            continue
        total += {other}.{measure} * {numbers.below(9) + 2}
    return {{"{noun}": total, "{measure}": len({other}s)}}


"""

    return "import logging\n\nlogger = logging.getLogger(__name__)\n\n\n" + grown(
        numbers, size, function
    )


def go(numbers, size):
    def function(number):
        noun, other, measure = numbers.pick(NOUNS), numbers.pick(NOUNS), numbers.pick(MEASURES)
        name = noun.capitalize() + measure.capitalize() + str(number)
        return f"""// {name} tells the {measure} of a {noun}. {sentence(numbers, 8)}
func {name}(ctx context.Context, {other}s []{other.capitalize()}) (int, error) {{
\ttotal := {numbers.below(90)}
\tfor index, {other} := range {other}s {{
\t\tif {other}.{measure.capitalize()} == 0 {{
\t\t\treturn 0, fmt.Errorf("{other} %d is empty", index)
\t\t}}
\t\ttotal += {other}.{measure.capitalize()} * {numbers.below(9) + 2}
\t}}
\treturn total, ctx.Err()
}}

"""

    head = f'package {numbers.pick(NOUNS)}\n\nimport (\n\t"context"\n\t"fmt"\n)\n\n'
    return head + grown(numbers, size, function)


def typescript(numbers, size):
    def function(number):
        noun, other, measure = numbers.pick(NOUNS), numbers.pick(NOUNS), numbers.pick(MEASURES)
        name = noun + measure.capitalize() + str(number)
        return f"""/** {sentence(numbers, 9)} */
export async function {name}(items: {other.capitalize()}[]): Promise<number> {{
  const {numbers.pick(TRAITS)}Items = items.filter((item) => item.{measure} > {numbers.below(500)});
  let total = {numbers.below(90)};
  for (const item of items) {{
    total += item.{measure} * {numbers.below(9) + 2};
    if (total > {numbers.below(90000)}) {{
      throw new RangeError(`too many {other}s: ${{total}}`);
    }}
  }}
  return total;
}}

"""

    return grown(numbers, size, function)


# The kinds of files.
KINDS = {
    "manifests": manifests,
    "compose": compose,
    "values": values,
    "chart": chart,
    "workflow": workflow,
    "env": env,
    "json": json,
    "toml": toml,
    "properties": properties,
    "markdown": markdown,
    "python": python,
    "go": go,
    "typescript": typescript,
}


def one_file(kind, size, seed=1, names=64):
    return KINDS[kind](Numbers(seed, names), size)


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in KINDS:
        sys.exit(__doc__)
    sys.stdout.write(one_file(arguments[0], int(arguments[1])))


if __name__ == "__main__":
    main(sys.argv[1:])
