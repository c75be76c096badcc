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
# pkg-config names a folder that has libyaml as an archive only.
RUN mkdir -p .build-static/archives
RUN ln -sf "$(pkg-config --variable=libdir yaml-0.1)/libyaml.a" .build-static/archives/
RUN sed "s#^libdir=.*#libdir=$PWD/.build-static/archives#" "$(pkg-config --variable=pcfiledir yaml-0.1)/yaml-0.1.pc" > .build-static/archives/yaml-0.1.pc
RUN PKG_CONFIG_PATH="$PWD/.build-static/archives" swift build -c release --package-path Examples/guarded-tool --scratch-path .build-static/service --static-swift-stdlib
RUN cp "$(swift build -c release --package-path Examples/guarded-tool --scratch-path .build-static/service --show-bin-path)/guarded-tool" .build-static/guarded-tool

FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/.build-static/guarded-tool /guarded-tool
ENTRYPOINT ["/guarded-tool"]
