#!/usr/bin/env bash
# The AWS of the end-to-end tests: MiniStack, and a real Trino behind the Athena API, all on 127.0.0.1.
#
#   bed.sh up FOLDER [PID]   starts all three, their files below FOLDER; prints what a client must export.
#                            With PID, all ends when that process does, however it ends.
#   bed.sh down FOLDER       stops them
#
# As on AWS, every function has the rights of its own role and no others, and speaks TLS, which the lake demands.
#
# Ports: MINISTACK_PORT 14566, TRINO_PORT 18080, ATHENA_PORT 18082. BUCKET is made for tests that need one: bed.
# What ministack.sh and trino.sh read from the environment is passed on. Installs what is missing.
set -eEuo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# Lambdas and the API run on the clone's own Node.
export PATH="$here/../../node_modules/.bin:$PATH"
bucket=${BUCKET:-bed}
ministack_port=${MINISTACK_PORT:-14566}
trino_port=${TRINO_PORT:-18080}
athena_port=${ATHENA_PORT:-18082}
aws=https://127.0.0.1:$ministack_port
athena=http://127.0.0.1:$athena_port

# The process is still the one that was started, not a later one with the same number.
is_running() {
  [ -e "$1" ] && ps -o command= -p "$(cat "$1")" | grep -qF "$2"
}

end() {
  if is_running "$1" "$2"; then kill "$(cat "$1")"; fi
  rm -f "$1"
}

up() {
  local folder=$1 owner=${2:-}
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  is_running "$folder/athena.pid" "$here/athena-api" && { echo "bed: already up below $folder" >&2; exit 1; }
  trap 'down "$folder"' ERR
  if [ -n "$owner" ]; then watch "$folder" "$owner"; fi
  AUTH=true USE_SSL=1 AWS_ENDPOINT_URL_ATHENA=$athena \
    "$here/ministack.sh" start "$folder/ministack" "$ministack_port" >&2
  # Node and curl trust the emulator by its certificate.
  export NODE_EXTRA_CA_CERTS=$folder/ministack/tmp/ministack-tls/server.crt
  curl -sf --cacert "$NODE_EXTRA_CA_CERTS" --user test:test --aws-sigv4 aws:amz:eu-west-1:s3 -X PUT \
    -d '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>' \
    -o /dev/null "$aws/$bucket"
  node "$here/athena-api/server.ts" "$athena_port" "http://127.0.0.1:$trino_port" "$aws" \
    >"$folder/athena.log" 2>&1 </dev/null &
  echo $! >"$folder/athena.pid"
  "$here/trino.sh" start "$folder/trino" "$trino_port" "$athena" "$bucket" "$athena" >&2
  grep -q '^ready' "$folder/athena.log" || { cat "$folder/athena.log" >&2; false; }
  if [ -n "$owner" ]; then kill -0 "$owner"; fi
  printf 'export %s\n' AWS_ENDPOINT_URL="$aws" AWS_ENDPOINT_URL_ATHENA="$athena" AWS_REGION=eu-west-1 \
    AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_EC2_METADATA_DISABLED=true \
    NODE_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS" AWS_CA_BUNDLE="$NODE_EXTRA_CA_CERTS"
}

down() {
  end "$1/watch.pid" bed.sh
  "$here/trino.sh" stop "$1/trino"
  end "$1/athena.pid" "$here/athena-api"
  "$here/ministack.sh" stop "$1/ministack"
}

# In a process group of its own, so that what ends the owner does not end it too.
watch() {
  set -m
  "$here/bed.sh" watch "$1" "$2" >/dev/null 2>&1 </dev/null &
  echo $! >"$1/watch.pid"
  set +m
}

case ${1:-} in
  up) up "${2:?folder}" "${3:-}" ;;
  down) down "${2:?folder}" ;;
  watch)
    while kill -0 "$3" 2>/dev/null; do sleep 1; done
    rm -f "$2/watch.pid"
    down "$2"
    ;;
  *) sed -n '2,11s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
