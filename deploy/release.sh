#!/bin/sh
# Puts a commit of the checkout on this server without a request that fails, or takes the last release back.
# Run as the user of the service. Touches its own two processes, its own database and its own folders.
set -eu
usage='Usage: deploy/release.sh [COMMIT] | --rollback | --help

Makes a release of COMMIT (HEAD of the checkout where it is not given), asks whether its configuration holds, makes a backup and
migrates where migrations are pending, and reloads the two processes one after the other, each of which has to be ready
before the next. Where one does not get ready, the release before serves again, and this exits with 1.

  --rollback  the release before serves again. The database stays as it is: a migration leaves room for the version before'

here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
. "$here/site.sh"
# Apache reads its error answers from a release; no secret is in one.
umask 022

case "${1:-}" in
  --help | -h) echo "$usage"; exit 0 ;;
  --rollback) mode=rollback ;;
  -*) echo "$usage" >&2; exit 2 ;;
  *) mode=release; commit=${1:-HEAD} ;;
esac

say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*"; }
fail() { say "$*" >&2; exit 1; }

# One release at a time; the lock goes with this process.
mkdir -p "$WP_RELEASES"
exec 9> "$WP_RELEASES/.lock"
flock -n 9 || fail "another release is under way"

# PM2 keeps the environment of whoever calls it, and writes it into a file: it gets none but this.
pm2() { env -i PATH="$PATH" HOME="$HOME" PM2_HOME="$WP_PM2_HOME" WP_SITE="$WP_SITE" "${PM2:-pm2}" "$@"; }
cli() { # FILE RELEASE COMMAND …: with the account of that file
  file=$1 release=$2; shift 2
  (cd "$release" && env -i PATH="$PATH" HOME="$HOME" NODE_ENV=production WORKPULSE_ENV_FILE="$WP_SECRETS/$file" \
    node_modules/.bin/node src/cli/main.ts "$@")
}

ready() { # PORT: waits until the process there is ready
  for _ in $(seq 1 60); do
    if curl -fsS -o /dev/null --max-time 3 "http://127.0.0.1:$1/readyz" 2> /dev/null; then return 0; fi
    sleep 0.5
  done
  return 1
}

reload_one() { # PORT
  if [ "$WP_MANAGER" = systemd ]; then
    sudo -n systemctl restart "$WP_NAME@$1"
  else
    pm2 startOrReload "$WP_CURRENT/deploy/ecosystem.config.cjs" --only "$WP_NAME-$1" --update-env > /dev/null
  fi
}

touched=
reload_all() { # PORT …: one after the other: together nobody would serve
  for port in "$@"; do
    touched="$port $touched"
    # What is not reloaded well is seen by what it answers.
    reload_one "$port" || true
    ready "$port" || { say "the process on port $port is not ready"; return 1; }
    say "the process on port $port is ready"
    # Apache asks each second, and has to know this one before the other goes.
    sleep 3
  done
  if [ "$WP_MANAGER" = pm2 ]; then
    pm2 startOrReload "$WP_CURRENT/deploy/ecosystem.config.cjs" --only "$WP_NAME-watchdog" --update-env > /dev/null
  fi
}

point_to() { # RELEASE: at one stroke
  ln -sfn "$1" "$WP_CURRENT.next"
  mv -T "$WP_CURRENT.next" "$WP_CURRENT"
}

current=$(readlink -e "$WP_CURRENT" || true)
previous=$(cat "$WP_RELEASES/.previous" 2> /dev/null || true)

if [ "$mode" = rollback ]; then
  [ -n "$previous" ] && [ -d "$previous" ] || fail "there is no release before this one"
  say "back to $previous"
  point_to "$previous"
  echo "$current" > "$WP_RELEASES/.previous"
  reload_all "$WP_PORT_1" "$WP_PORT_2" || fail "the release before does not get ready either: look into $WP_LOGS"
  say "done"
  exit 0
fi

id=$(git -C "$WP_CHECKOUT" rev-parse --short=12 "$commit^{commit}") || fail "there is no commit $commit in $WP_CHECKOUT"
release="$WP_RELEASES/$(date -u +%Y%m%dT%H%M%SZ)-$id"
say "release $id"

# Of the commit alone: what lies in the checkout beside it stays there. Halves of it are never served.
mkdir "$release"
clean() { rm -rf "$release"; }
trap 'clean' EXIT
git -C "$WP_CHECKOUT" archive "$id" | tar -x -C "$release"
if [ -n "$current" ] && cmp -s "$current/package-lock.json" "$release/package-lock.json"; then
  cp -al "$current/node_modules" "$release/node_modules"
else
  say "packages"
  (cd "$release" && npm ci --omit=dev --no-audit --no-fund --loglevel=error)
fi

# What another release has compiled is none of this one's.
rm -rf "$release/node_modules/.cache"
say "compile"
(cd "$release" && env -i PATH="$PATH" HOME="$HOME" NODE_COMPILE_CACHE="$release/node_modules/.cache/node" \
  node_modules/.bin/node --import ./src/app.ts --eval 0) || fail "the release cannot be loaded; nothing was changed"

say "check"
status=0
pending=$(cli migrate.env "$release" migrate --status) || status=$?
case "$status:$pending" in
  0:*) pending= ;;
  1:*pending*) ;;
  *) fail "the database cannot be asked what is to be migrated" ;;
esac
cli api.env "$release" doctor --only configuration > /dev/null || fail "the configuration does not hold: see doctor --only configuration"
if [ -n "$pending" ]; then
  if [ -n "$current" ]; then
    say "backup"
    cli backup.env "$release" backup --to "$WP_BACKUPS" || fail "there is no backup; nothing was changed"
  fi
  say "migrate"
  cli migrate.env "$release" migrate || fail "the migration did not end well; what serves was not touched. Mend it and release again"
fi

point_to "$release"
trap - EXIT
say "reload"
if ! reload_all "$WP_PORT_1" "$WP_PORT_2"; then
  [ -n "$current" ] || fail "the first release does not get ready: look into $WP_LOGS"
  say "back to $current"
  point_to "$current"
  # Those that were reloaded; the other one serves it still.
  reload_all $touched || say "the release before does not get ready either: look into $WP_LOGS"
  fail "the release was taken back"
fi
if [ -n "$current" ] && [ "$current" != "$release" ]; then echo "$current" > "$WP_RELEASES/.previous"; fi

# The five newest stay, and what can be gone back to.
keep="$release $current"
for old in $(ls -1d "$WP_RELEASES"/2*Z-* | sort -r | tail -n +6); do
  case " $keep " in *" $old "*) ;; *) rm -rf "$old" ;; esac
done
say "done"
