# docker build -t dechaff . && docker run --rm -i dechaff run - <page.txt
# Not built where CI runs, which has no Docker; packaging/test-docker runs its steps in a chroot.
FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends g++ cmake ninja-build pkg-config libcli11-dev \
      libicu-dev libfmt-dev libre2-dev libtomlplusplus-dev libsimdjson-dev libzstd-dev libdeflate-dev libgumbo-dev libmd4c-dev zlib1g-dev libbz2-dev liblzma-dev liblz4-dev \
      libxxhash-dev libtbb-dev libcld2-dev dpkg-dev file && rm -rf /var/lib/apt/lists/*
COPY . /src
RUN cmake -S /src -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release -DDECHAFF_TESTS=OFF && cmake --build /build \
      && cd /build && cpack -G DEB

FROM debian:bookworm-slim
COPY --from=build /build/dechaff_*.deb /tmp/
RUN apt-get update && apt-get install -y --no-install-recommends /tmp/dechaff_*.deb \
      && rm -rf /var/lib/apt/lists/* /tmp/dechaff_*.deb && useradd --no-create-home --uid 10001 dechaff
USER dechaff
WORKDIR /data
ENTRYPOINT ["dechaff"]
