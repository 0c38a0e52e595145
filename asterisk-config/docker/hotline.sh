#!/bin/sh
# Runs a command of the service with the passwords that setup.sh made:
#   docker compose exec hotline /usr/local/lib/hotline/hotline.sh doctor
# Before it serves it makes missing sounds; where it cannot, the service makes each when it is
# needed, and calls do not wait for a person. The service waits for the database by itself
# and brings it up to date; the demo city is loaded when that is done.
set -eu
HOTLINE_ARI_PASSWORD=$(cat /secrets/ari)
HOTLINE_AMI_PASSWORD=$(cat /secrets/ami)
HOTLINE_DATABASE_URL="postgres://hotline:$(cat /secrets/postgres)@127.0.0.1:${HOTLINE_POSTGRES_PORT}/hotline?sslmode=disable"
export HOTLINE_ARI_PASSWORD HOTLINE_AMI_PASSWORD HOTLINE_DATABASE_URL
if [ "${HOTLINE_DEMO:-no}" = yes ]; then
  export HOTLINE_CITY="${HOTLINE_CITY:-云湾市}" HOTLINE_CITY_TRADITIONAL="${HOTLINE_CITY_TRADITIONAL:-雲灣市}"
  export HOTLINE_CITY_ENGLISH="${HOTLINE_CITY_ENGLISH:-Yunwan City}"
fi
if [ "$1" = setup ]; then # the database may still be starting
  for _ in $(seq 30); do
    if hotline migrate >/dev/null 2>&1; then break; fi
    sleep 1
  done
fi
if [ "$1" = serve ]; then
  if [ "${HOTLINE_DEMO:-no}" = yes ]; then
    (until hotline seed >/dev/null 2>&1; do sleep 5; done) &
  fi
  hotline prompts || echo "the sounds could not all be made beforehand; hotline doctor says more" >&2
fi
exec hotline "$@"
