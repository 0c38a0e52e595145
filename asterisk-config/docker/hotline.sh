#!/bin/sh
# Runs a command of the service with the passwords that setup.sh made:
#   docker compose exec hotline /usr/local/lib/hotline/hotline.sh doctor
# Before it serves it brings the database up to date and makes missing sounds.
set -eu
HOTLINE_ARI_PASSWORD=$(cat /secrets/ari)
HOTLINE_AMI_PASSWORD=$(cat /secrets/ami)
HOTLINE_DATABASE_URL="postgres://hotline:$(cat /secrets/postgres)@127.0.0.1:${HOTLINE_POSTGRES_PORT}/hotline?sslmode=disable"
export HOTLINE_ARI_PASSWORD HOTLINE_AMI_PASSWORD HOTLINE_DATABASE_URL
if [ "${HOTLINE_DEMO:-no}" = yes ]; then
  export HOTLINE_CITY="${HOTLINE_CITY:-云湾市}" HOTLINE_CITY_TRADITIONAL="${HOTLINE_CITY_TRADITIONAL:-雲灣市}"
  export HOTLINE_CITY_ENGLISH="${HOTLINE_CITY_ENGLISH:-Yunwan City}"
fi
if [ "$1" = serve ]; then
  hotline migrate
  if [ "${HOTLINE_DEMO:-no}" = yes ]; then
    hotline seed
  fi
  hotline prompts
fi
exec hotline "$@"
