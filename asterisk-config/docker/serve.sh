#!/bin/sh
# Brings the database up to date, makes the sounds that are missing, and serves.
set -eu
HOTLINE_ARI_PASSWORD=$(cat /secrets/ari)
HOTLINE_DATABASE_URL="postgres://hotline:$(cat /secrets/postgres)@127.0.0.1:${HOTLINE_POSTGRES_PORT}/hotline?sslmode=disable"
export HOTLINE_ARI_PASSWORD HOTLINE_DATABASE_URL
hotline migrate
if [ "${HOTLINE_DEMO:-yes}" = yes ]; then
  hotline seed
fi
hotline prompts
exec hotline serve
