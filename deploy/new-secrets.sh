#!/bin/sh
# Make the secrets that compose.yaml and the systemd units hand out, each in a file of its own; nothing is overwritten.
#   deploy/new-secrets.sh FOLDER [DATABASE-HOST] [REDIS-HOST]
set -eu
umask 077
folder=${1:?the folder to make them in, such as secrets or /etc/rite/secrets}
database=${2:-postgres} redis=${3:-redis}
here=$(dirname "$0")

mkdir -p "$folder"
for name in postgres_password database_url redis_url redis_conf secret_keys; do
    if [ -e "$folder/$name" ]; then
        echo "$folder/$name is there already: nothing was made." >&2
        exit 1
    fi
done

for_rows=$(openssl rand -hex 24)
for_rings=$(openssl rand -hex 24)
printf '%s' "$for_rows" > "$folder/postgres_password"
printf 'postgresql://rite:%s@%s/rite\n' "$for_rows" "$database" > "$folder/database_url"
printf 'redis://:%s@%s:6379/0\n' "$for_rings" "$redis" > "$folder/redis_url"
{ cat "$here/redis.conf"; printf 'requirepass %s\n' "$for_rings"; } > "$folder/redis_conf"
printf 'k1:%s\n' "$(openssl rand -base64 32)" > "$folder/secret_keys"
echo "Made in $folder. Keep a copy of secret_keys elsewhere: no backup has it, and stored tokens open with nothing else."
