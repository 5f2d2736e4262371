# Read by the other scripts: the names, ports and folders of this server. Those of site.env, overruled by the server's own file.
. "$here/site.env"
WP_SITE=${WP_SITE:-/etc/workpulse/site.env}
if [ -r "$WP_SITE" ]; then . "$WP_SITE"; fi
