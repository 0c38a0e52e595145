#!/bin/sh
# Runs once before everything else: makes the passwords when there are none yet,
# and writes Asterisk's configuration.
set -eu
cd /secrets
for name in ari ami postgres; do
  if [ ! -s "$name" ]; then
    head -c 24 /dev/urandom | base64 | tr -dc 'A-Za-z0-9' > "$name.new"
    mv "$name.new" "$name"
  fi
  chmod 0444 "$name" # only the containers that mount this volume see it
done
HOTLINE_ARI_PASSWORD=$(cat ari)
HOTLINE_AMI_PASSWORD=$(cat ami)
export HOTLINE_ARI_PASSWORD HOTLINE_AMI_PASSWORD
hotline asterisk-config "$HOTLINE_ASTERISK_DIR/etc"
