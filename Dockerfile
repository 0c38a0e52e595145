# Two images: the service (target hotline) and the Asterisk beside it (target
# asterisk). docker-compose.yml builds both.
# Images are pinned to a release and its point, but for the one of Asterisk, whose version
# is checked; dependabot proposes newer ones.
ARG GO_IMAGE=golang:1.26.8-bookworm
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
ARG DEBIAN_IMAGE=debian:12.12-slim
# Debian's stable releases have no Asterisk; forky has version 22, which is
# asked for by number, so that the build says it when forky has another.
ARG ASTERISK_IMAGE=debian:forky-slim
ARG ASTERISK_VERSION=22

FROM ${NODE_IMAGE} AS pages
WORKDIR /src/agent-web
COPY agent-web/package.json agent-web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY agent-web ./
RUN npm run build

FROM ${GO_IMAGE} AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=pages /src/agent-web/dist agent-web/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /out/ ./cmd/hotline ./cmd/citizen

FROM ${DEBIAN_IMAGE} AS hotline
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates espeak-ng fonts-babelstone-han fonts-hanazono fonts-lxgw-wenkai fonts-noto-core postgresql-client tzdata \
 && rm -rf /var/lib/apt/lists/*
ENV TZ=Asia/Shanghai LANG=C.UTF-8
COPY --from=program /out/ /usr/local/bin/
COPY asterisk-config/docker/setup.sh asterisk-config/docker/hotline.sh /usr/local/lib/hotline/
CMD ["/usr/local/lib/hotline/hotline.sh", "serve"]

FROM ${ASTERISK_IMAGE} AS asterisk
ARG ASTERISK_VERSION
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates "asterisk=1:${ASTERISK_VERSION}.*" \
 && asterisk -V | grep "^Asterisk ${ASTERISK_VERSION}\." \
 && rm -rf /var/lib/apt/lists/*
ENV TZ=Asia/Shanghai LANG=C.UTF-8 MALLOC_ARENA_MAX=2
COPY asterisk-config/docker/asterisk.sh /usr/local/lib/hotline/
CMD ["/usr/local/lib/hotline/asterisk.sh"]
