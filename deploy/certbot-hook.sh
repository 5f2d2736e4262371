#!/bin/sh
# Run by certbot after this certificate was renewed, and after no other: has Apache read it, once its files are found to be right.
set -eu
${APACHE2CTL:-apache2ctl} configtest
${APACHE2CTL:-apache2ctl} graceful
