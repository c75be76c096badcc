# A service in Swift with the library inside: Swift and libyaml are in the binary, the C library is
# that of the image. Replace Examples/guarded-tool by your own package.
#
#   docker build -t invoices -f Examples/containers/service.Dockerfile .
FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libyaml-dev make pkg-config \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The linker takes the archive where it finds no shared library before it.
RUN mkdir -p .build-static/archives
RUN ln -sf "$(pkg-config --variable=libdir yaml-0.1)/libyaml.a" .build-static/archives/
RUN swift build -c release --package-path Examples/guarded-tool --scratch-path .build-static/service --static-swift-stdlib -Xswiftc "-L$PWD/.build-static/archives"
RUN cp "$(swift build -c release --package-path Examples/guarded-tool --scratch-path .build-static/service --show-bin-path)/guarded-tool" .build-static/guarded-tool

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/.build-static/guarded-tool /guarded-tool
ENTRYPOINT ["/guarded-tool"]
