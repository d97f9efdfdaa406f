#!/usr/bin/env bash
# AWS for tests without an account: MiniStack, an emulator of AWS in one Python process.
#
#   ministack.sh start FOLDER PORT   on 127.0.0.1, its files below FOLDER; installs it first where it is absent
#   ministack.sh stop FOLDER         ends the server that was started with FOLDER
#   ministack.sh install             installs only
#
# Lambdas run on the `node` that is first on PATH and inherit the server's environment, which is therefore a clean one.
# Passed on where set: AWS_ENDPOINT_URL_ATHENA (where Lambdas send Athena's calls), SFN_WAIT_SCALE (0 ends the waits of a
# state machine at once), SMTP_HOST (host:port of a mail server that SES hands mail to), AUTH=true (every Lambda has the rights of its own role and no others), USE_SSL=1 (speaks TLS
# only; its certificate is FOLDER/tmp/ministack-tls/server.crt).
# Needs Python 3.10 or later with venv, curl, and openssl for TLS. Installed once a machine, below the user's cache folder.
set -euo pipefail

version=1.5.33
home=${XDG_CACHE_HOME:-$HOME/.cache}/nocturne/ministack/$version

fail() {
  echo "ministack: $*" >&2
  exit 1
}

install() {
  [ -e "$home/complete" ] && return
  echo "ministack: installing $version" >&2
  rm -rf "$home"
  python3 -m venv "$home" || fail 'python3 with venv is needed'
  "$home/bin/pip" install --quiet --disable-pip-version-check "ministack[full]==$version" >&2
  touch "$home/complete"
}

# The process is still the server that was started, not a later one with the same number.
is_running() {
  [ -e "$1/pid" ] && ps -o command= -p "$(cat "$1/pid")" | grep -qF "$home/bin/ministack"
}

start() {
  local folder=$1 port=$2
  install
  mkdir -p "$folder/tmp"
  folder=$(cd "$folder" && pwd)
  is_running "$folder" && fail "already running below $folder"
  (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && fail "port $port is taken"
  local passed=() name
  for name in AWS_ENDPOINT_URL_ATHENA SFN_WAIT_SCALE AUTH USE_SSL SMTP_HOST; do
    [ -n "${!name:-}" ] && passed+=("$name=${!name}")
  done
  # A clean environment: no one's credentials or settings reach the server.
  env -i PATH="$PATH" HOME="$folder" TMPDIR="$folder/tmp" LANG=C.UTF-8 \
    BIND_HOST=127.0.0.1 GATEWAY_PORT="$port" MINISTACK_HOST=localhost IOT_MTLS_ENABLED=0 \
    MINISTACK_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 \
    STATE_DIR="$folder/state" S3_DATA_DIR="$folder/s3" PERSIST_STATE=0 S3_PERSIST=0 \
    "${passed[@]}" \
    "$home/bin/ministack" >"$folder/log" 2>&1 </dev/null &
  echo $! >"$folder/pid"
  for _ in $(seq 300); do
    kill -0 "$!" 2>/dev/null || fail "$(tail -n 5 "$folder/log")"
    curl -skfo /dev/null "http${USE_SSL:+s}://127.0.0.1:$port/_ministack/ready" && return
    sleep 0.1
  done
  stop "$folder"
  fail "not ready after 30 s; see $folder/log"
}

stop() {
  local pid
  if is_running "$1"; then
    pid=$(cat "$1/pid")
    kill "$pid"
    for _ in $(seq 100); do is_running "$1" && sleep 0.1; done
    if is_running "$1"; then kill -9 "$pid"; fi
  fi
  rm -f "$1/pid"
}

case ${1:-} in
  start) start "${2:?folder}" "${3:?port}" ;;
  stop) stop "${2:?folder}" ;;
  install) install ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
