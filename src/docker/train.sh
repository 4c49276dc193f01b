#!/bin/bash
# Runs the bot once as it will run, asks it a question in each form, and leaves the cache of its classes in
# /app/policybot.aot (APP_DIR, for trying it elsewhere).
set -euo pipefail
app=${APP_DIR:-/app}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# BODY, ACCEPT, PATH: posts to the bot, gets where there is no body
request() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  if [[ -n $1 ]]; then
    printf 'POST %s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' \
      "$3" "$2" "$(printf %s "$1" | wc -c)" "$1" >&3
  else
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nConnection: close\r\n\r\n' "$3" "$2" >&3
  fi
  read -r _ status _ <&3
  cat <&3 >/dev/null
  exec 3>&-
  [[ $status == 200 ]] || { echo "train.sh: $3 gave $status" >&2; return 1; }
}

PORT=0 BIND=127.0.0.1 DATA_DIR="$scratch" java -XX:AOTCacheOutput="$app/policybot.aot" \
  -XX:+UseSerialGC -XX:-UsePerfData -Djava.io.tmpdir="$scratch" -Dorg.sqlite.lib.path="$app/native" \
  -jar "$app/policybot.jar" >"$scratch/out" &
bot=$!
for _ in $(seq 300); do
  grep -q listening "$scratch/out" && break
  kill -0 "$bot"
  sleep 0.1
done
port=$(sed -n 's/^listening on .*:\([0-9]*\)$/\1/p' "$scratch/out")
request '' application/json /health/ready
request '' text/html /documents/privacy-policy
request '' text/html /
request '{"question":"Do you sell my personal data?"}' application/json /ask
request '{"question":"你們會否出售我的個人資料？"}' text/event-stream /ask
request '{"question":"怎样删除我的账户信息？"}' text/plain /ask
request '{"question":"What is your refund policy?"}' application/json /search
kill -TERM "$bot"
wait "$bot" || true # ended by the signal
[[ -s $app/policybot.aot ]]
