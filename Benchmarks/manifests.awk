# Writes about `size` bytes of Kubernetes manifests, each one with other names.
BEGIN {
  for (written = 0; written < size; n++) {
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-" n "\n  namespace: shop\n" \
      "  labels: {app: web-" n ", tier: front}\nspec:\n  replicas: 3\n  selector:\n    matchLabels:\n" \
      "      app: web-" n "\n  template:\n    metadata:\n      labels:\n        app: web-" n "\n" \
      "      annotations:\n        prometheus.io/scrape: \"true\"\n        prometheus.io/port: \"9090\"\n" \
      "    spec:\n      serviceAccountName: web\n      containers:\n      - name: web\n" \
      "        image: registry.internal.example/shop/web:1." n ".0\n        ports:\n" \
      "        - containerPort: 8080\n          name: http\n        env:\n        - name: APP_ENV\n" \
      "          value: production\n        - name: LOG_LEVEL\n          value: info\n" \
      "        - name: DATABASE_URL\n          valueFrom:\n            secretKeyRef:\n" \
      "              name: web-db\n              key: url\n        - name: DB_POOL_SIZE\n" \
      "          value: \"20\"\n        - name: ALLOWED_ORIGINS\n" \
      "          value: https://shop-" n ".example\n        resources:\n" \
      "          requests: {cpu: 100m, memory: 128Mi}\n          limits: {cpu: 500m, memory: 512Mi}\n" \
      "        readinessProbe:\n          httpGet: {path: /healthz, port: http}\n" \
      "          periodSeconds: 10\n      volumes:\n      - name: config\n        configMap:\n" \
      "          name: web-config\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web-" n "\n" \
      "spec:\n  ports:\n  - port: 80\n    targetPort: http\n  selector:\n    app: web-" n "\n---\n"
    printf "%s", text
    written += length(text)
  }
}
