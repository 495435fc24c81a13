#!/bin/bash
# Remettre une sauvegarde dans une installation vide et arrêtée.
#
#     restore.sh /mnt/sauvegardes/balises/balises-2026-06-30.sqlite3
#
# Rien n’est écrasé : une base qui contient déjà quelque chose arrête tout. Les collectes en cours le jour de la
# sauvegarde s’affichent comme perdues si leurs clés ne sont plus là ; c’est voulu.
set -euo pipefail
umask 077
balises=${BALISES:-/opt/balises/.venv/bin/balises}
python=$(dirname "$balises")/python
home=${BALISES_HOME:?où est l’installation ? BALISES_HOME manque}
backup=$(realpath "${1:?quelle sauvegarde ? restore.sh FICHIER}")
mkdir -p "$home"

refuse() {
    echo "$1 Rien n’a été fait." >&2
    exit 1
}

restore_sqlite() {
    [[ -z ${DATABASE_URL:-} ]] || refuse "DATABASE_URL est réglé : ce fichier est une base SQLite."
    local database=$home/balises.sqlite3
    [[ ! -e $database ]] || refuse "Il y a déjà une base dans $home : déplacez-la d’abord, avec ses fichiers -wal et -shm."
    "$python" - "$backup" <<'PYTHON' || refuse "Cette sauvegarde est abîmée."
import sqlite3, sys
from urllib.parse import quote

found = sqlite3.connect(f"file:{quote(sys.argv[1])}?mode=ro&immutable=1", uri=True).execute("PRAGMA integrity_check")
sys.exit(found.fetchone() != ("ok",))
PYTHON
    cp "$backup" "$database.passing"
    sync "$database.passing"
    mv "$database.passing" "$database"
}

restore_postgresql() {
    [[ -n ${DATABASE_URL:-} ]] || refuse "DATABASE_URL manque : ce fichier va dans une base PostgreSQL."
    local tables
    tables=$(psql --no-psqlrc -XAt --dbname="$DATABASE_URL" -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    [[ $tables == 0 ]] || refuse "La base contient déjà des tables : créez-en une vide."
    pg_restore --no-owner --no-privileges --exit-on-error --single-transaction --dbname="$DATABASE_URL" "$backup"
}

case $backup in
    *.sqlite3) restore_sqlite ;;
    *.pgdump) restore_postgresql ;;
    *) refuse "Ce n’est pas une sauvegarde de Balises : ${backup##*/}." ;;
esac
secret=$(dirname "$backup")/secret-key
if [[ -f $secret ]]; then
    cp "$secret" "$home/secret-key"    # les liens déjà envoyés mènent de nouveau quelque part
fi
"$balises" migrate --verbosity 0    # la version d’aujourd’hui, et les verrous des textes scellés
echo "Restauré. Lancez Balises, puis ouvrez /sante."
