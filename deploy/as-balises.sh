#!/bin/bash
# Lancer une commande sous le compte de Balises, avec ses réglages. En administrateur :
#
#     /opt/balises/deploy/as-balises.sh balises init
set -euo pipefail
umask 077
set -a
. /etc/balises/balises.env
set +a
export HOME=$BALISES_HOME PATH=/opt/balises/.venv/bin:/opt/balises/deploy:$PATH
cd "$BALISES_HOME"
exec runuser -u balises -- "$@"
