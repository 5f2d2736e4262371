#!/bin/sh
# Writes what Apache, systemd, logrotate, Prometheus and the database's administrator are given, with the names, ports and folders of site.env filled in.
# Writes into the folder that it is told and nowhere else; RUNBOOK.md says what goes where.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case "${1:-}" in
  '' | -*) echo "Usage: deploy/render.sh FOLDER"; [ "${1:-}" = --help ] && exit 0 || exit 2 ;;
esac
. "$here/site.sh"
out=$1
mkdir -p "$out"

script=$(mktemp)
trap 'rm -f "$script"' EXIT
for name in $(grep -hoE '^WP_[A-Z0-9_]+' "$here/site.env"); do
  eval "value=\$$name"
  printf 's|{{%s}}|%s|g\n' "$name" "$value" >> "$script"
done
fill() {
  sed -f "$script" "$1" > "$2"
  if grep -n '{{' "$2"; then echo "$1 has a name that site.env has not" >&2; exit 1; fi
}

fill "$here/apache/apiwork.rycroftapparel.com.conf" "$out/$WP_HOST.conf"
fill "$here/apache/apiwork.rycroftapparel.com-ssl.conf" "$out/$WP_HOST-ssl.conf"
fill "$here/sql/grants.sql" "$out/grants.sql"
fill "$here/logrotate" "$out/$WP_NAME.logrotate"
fill "$here/api.env.example" "$out/api.env"
for name in prometheus.yml alerts.yml; do fill "$here/monitoring/$name" "$out/$WP_NAME-$name"; done
for unit in "$here"/systemd/*; do fill "$unit" "$out/$(basename "$unit" | sed "s/^workpulse-api/$WP_NAME/")"; done
echo "Written to $out"
