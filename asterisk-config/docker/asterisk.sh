#!/bin/sh
# Starts Asterisk as its own user.
set -eu
chown -R asterisk:asterisk "$HOTLINE_ASTERISK_DIR"
# Asterisk stands still for seconds when the machine's name does not resolve.
getent hosts "$(hostname)" > /dev/null || echo "127.0.0.1 $(hostname)" >> /etc/hosts
umask 077 # what it records is for its owner alone
exec asterisk -f -U asterisk -G asterisk -C "$HOTLINE_ASTERISK_DIR/etc/asterisk.conf"
