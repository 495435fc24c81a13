#!/bin/bash
# Faire une sauvegarde, et la copier ailleurs. Jamais les clés des urnes.
#
#     back-up.sh /mnt/sauvegardes/balises
#
# Lit BALISES_HOME, BALISES_KEYS et DATABASE_URL dans l’environnement ; BALISES dit où est la commande.
set -euo pipefail
umask 077
balises=${BALISES:-/opt/balises/.venv/bin/balises}
home=$(realpath "${BALISES_HOME:?où est l’installation ? BALISES_HOME manque}")
keys=$(realpath -m "${BALISES_KEYS:-$home-keys}")
target=$(realpath -m "${1:?où copier la sauvegarde ? back-up.sh DOSSIER}")

for copied in "$home" "$target"; do
    if [[ $keys/ == "$copied"/* ]]; then
        echo "Les clés ($keys) sont dans un dossier copié ($copied) : rien n’a été fait." >&2
        exit 1
    fi
done
if [[ $target/ == "$keys"/* ]]; then
    echo "La copie irait dans le dossier des clés ($keys) : rien n’a été fait." >&2
    exit 1
fi

mkdir -p "$target"
made=$("$balises" back_up | tail -n 1)
cp "$made" "$target/.passing"
sync "$target/.passing"
mv "$target/.passing" "$target/$(basename "$made")"
if [[ -f $home/secret-key ]]; then
    cp "$home/secret-key" "$target/secret-key"    # sans elle, les liens déjà envoyés ne mèneraient plus nulle part
fi

# Ce qui a été effacé de la base ne reste pas dans de vieilles copies.
oldest=$(date -d "-${BALISES_BACKUPS_KEPT_DAYS:-30} days" +%F)
for copy in "$target"/balises-????-??-??.{sqlite3,pgdump}; do
    on=${copy##*/balises-}
    if [[ -f $copy && ${on%.*} < $oldest && $(basename "$copy") != "$(basename "$made")" ]]; then
        rm -- "$copy"
    fi
done
echo "$target/$(basename "$made")"
