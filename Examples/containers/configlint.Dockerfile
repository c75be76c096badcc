# An image that holds nothing but configlint. It needs no library, so that any Linux image can take it:
#
#   docker build -t configlint -f Examples/containers/configlint.Dockerfile .
#   COPY --from=configlint /configlint /usr/local/bin/configlint
FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libyaml-dev make pkg-config python3-minimal valgrind \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make static

FROM scratch
COPY --from=build /src/.build-static/configlint /configlint
USER 10001:10001
ENTRYPOINT ["/configlint"]
CMD ["env"]
