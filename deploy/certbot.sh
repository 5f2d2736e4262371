#!/bin/sh
# Gets the certificate of this one host from Let's Encrypt, by the challenge that Apache serves on port 80, and has it renewed. Run as root.
# Touches no other certificate, and no file of Apache.
set -eu
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
. "$here/site.sh"
case "${1:-}" in
  *@*) email=$1; shift ;;
  *) echo "Usage: deploy/certbot.sh E-MAIL [OPTION OF CERTBOT …]   (where Let's Encrypt writes before a certificate ends)"; exit 2 ;;
esac
mkdir -p "$WP_CHALLENGE"
exec certbot certonly --webroot -w "$WP_CHALLENGE" -d "$WP_HOST" --cert-name "$WP_HOST" \
  --deploy-hook "$here/certbot-hook.sh" --non-interactive --agree-tos -m "$email" --keep-until-expiring "$@"
