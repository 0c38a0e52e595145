#!/bin/sh
# Starts Asterisk as its own user.
set -eu
# A file that the service removes meanwhile, or a disk that is read-only, keeps no call waiting.
chown -R asterisk:asterisk "$HOTLINE_ASTERISK_DIR" || echo "not all of $HOTLINE_ASTERISK_DIR is Asterisk's own" >&2
# Asterisk stands still for seconds when the machine's name does not resolve.
getent hosts "$(hostname)" > /dev/null || echo "127.0.0.1 $(hostname)" >> /etc/hosts || true
umask 077 # what it records is for its owner alone
exec asterisk -f -U asterisk -G asterisk -C "$HOTLINE_ASTERISK_DIR/etc/asterisk.conf"
