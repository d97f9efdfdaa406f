#!/usr/bin/env bash
# The engine behind Athena, for tests without an account: a Trino server with the hive connector and nothing else.
#
#   trino.sh start FOLDER PORT S3 BUCKET [GLUE]   on 127.0.0.1, its files below FOLDER; fetches it first where it is absent
#   trino.sh stop FOLDER                          ends the server that was started with FOLDER
#   trino.sh fetch                                fetches only: 268 MB, once a machine, below the user's cache folder
#
# S3 is the endpoint of an S3 emulator and BUCKET a bucket there: tables and their definitions live in it, as on Athena.
# With GLUE, the endpoint of a Glue emulator, the definitions are there. Needs a JDK 17 or later, Maven and curl. 435 is the last release that runs on Java 17; it is put together from the jars
# of the release. TRINO_HEAP is Java's heap, 2G unless set.
set -euo pipefail

version=435
home=${XDG_CACHE_HOME:-$HOME/.cache}/nocturne/trino-$version

fail() {
  echo "trino: $*" >&2
  exit 1
}

fetch() {
  [ -e "$home/complete" ] && return
  command -v javac mvn curl >/dev/null || fail 'a JDK, Maven and curl are needed'
  echo "trino: fetching $version" >&2
  rm -rf "$home"
  mkdir -p "$home/lib" "$home/main" "$home/plugin" "$home/work"
  # The release's own list of versions decides every jar.
  cat >"$home/work/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>nocturne</groupId>
  <artifactId>trino</artifactId>
  <version>$version</version>
  <packaging>pom</packaging>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>io.trino</groupId>
        <artifactId>trino-root</artifactId>
        <version>$version</version>
        <type>pom</type>
        <scope>import</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>io.trino</groupId>
      <artifactId>trino-main</artifactId>
    </dependency>
  </dependencies>
</project>
XML
  (
    cd "$home/work"
    plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
    maven() { mvn --batch-mode --quiet -Dmaven.repo.local="$home/work/repository" "$@" >&2; }
    maven "$plugin:copy-dependencies" -DincludeScope=runtime -DoutputDirectory="$home/lib"
    maven "$plugin:unpack" -Dartifact="io.trino:trino-hive:$version:zip" -DoutputDirectory="$home/plugin"
  )
  mv "$home/plugin/trino-hive-$version" "$home/plugin/hive"
  cat >"$home/work/Start.java" <<JAVA
public final class Start {
    public static void main(String[] arguments) {
        new io.trino.server.Server().start("$version");
    }
}
JAVA
  javac -cp "$home/lib/*" -d "$home/main" "$home/work/Start.java"
  rm -rf "$home/work"
  touch "$home/complete"
}

settings() {
  local folder=$1 port=$2 s3=$3 bucket=$4 glue=$5
  mkdir -p "$folder/catalog" "$folder/data"
  # Dynamic catalogs are there from the first query on. One writer, so that the 101st partition of a statement fails
  # here as it does on Athena. As there, a table that was made has no statistics.
  cat >"$folder/config.properties" <<CONF
coordinator=true
node-scheduler.include-coordinator=true
http-server.http.port=$port
discovery.uri=http://127.0.0.1:$port
query.max-memory=1GB
query.max-memory-per-node=1GB
task.min-writer-count=1
task.max-writer-count=1
web-ui.enabled=false
catalog.management=dynamic
catalog.config-dir=$folder/catalog
plugin.dir=$home/plugin
CONF
  echo 'io.trino=WARN' >"$folder/log.properties"
  cat >"$folder/catalog/awsdatacatalog.properties" <<CONF
connector.name=hive
hive.security=allow-all
hive.non-managed-table-writes-enabled=true
hive.max-partitions-per-writers=100
hive.storage-format=PARQUET
hive.collect-column-statistics-on-write=false
hive.table-statistics-enabled=false
fs.hadoop.enabled=false
fs.native-s3.enabled=true
s3.endpoint=$s3
s3.region=eu-west-1
s3.path-style-access=true
s3.aws-access-key=test
s3.aws-secret-key=test
CONF
  definitions "$bucket" "$glue" >>"$folder/catalog/awsdatacatalog.properties"
}

# Where the definitions of tables are. A night's tables have few partitions: they are read in one go.
definitions() {
  local bucket=$1 glue=$2
  if [ -z "$glue" ]; then
    printf '%s\n' hive.metastore=file "hive.metastore.catalog.dir=s3://$bucket/metastore"
    return
  fi
  cat <<CONF
hive.metastore=glue
hive.metastore.glue.endpoint-url=$glue
hive.metastore.glue.region=eu-west-1
hive.metastore.glue.aws-access-key=test
hive.metastore.glue.aws-secret-key=test
hive.metastore.glue.default-warehouse-dir=s3://$bucket/warehouse
hive.metastore.glue.partitions-segments=1
hive.partition-projection-enabled=true
CONF
}

# The process is still the server that was started, not a later one with the same number.
is_running() {
  [ -e "$1/pid" ] && ps -o command= -p "$(cat "$1/pid")" | grep -qF "$1/config.properties"
}

# Whether a statement runs to its end: the server answers some time before it can.
is_ready() {
  local page next
  page=$(curl -sf -m 10 -H 'x-trino-user: nocturne' -d 'select 1' "$1/v1/statement") || return 1
  while next=$(grep -o '"nextUri":"[^"]*"' <<<"$page" | cut -d '"' -f 4) && [ -n "$next" ]; do
    page=$(curl -sf -m 10 "$next") || return 1
  done
  grep -q '"state":"FINISHED"' <<<"$page"
}

start() {
  local folder=$1 port=$2
  fetch
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  is_running "$folder" && fail "already running below $folder"
  (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && fail "port $port is taken"
  settings "$folder" "$port" "$3" "$4" "${5:-}"
  cd "$folder/data"
  # Every statement is new code: the second compiler would work on it longer than it runs.
  nohup java -Xmx"${TRINO_HEAP:-2G}" -XX:TieredStopAtLevel=1 -XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent \
    -XX:ReservedCodeCacheSize=256M -Djdk.attach.allowAttachSelf=true -Djdk.nio.maxCachedBufferSize=2000000 \
    -Duser.timezone=UTC -Dfile.encoding=UTF-8 -Dnode.environment=test -Dnode.id=nocturne \
    -Dnode.bind-ip=127.0.0.1 -Dnode.internal-address=127.0.0.1 \
    -Dconfig="$folder/config.properties" -Dlog.levels-file="$folder/log.properties" \
    -cp "$home/main:$home/lib/*" Start >"$folder/log" 2>&1 </dev/null &
  echo $! >"$folder/pid"
  for _ in $(seq 240); do
    kill -0 "$!" 2>/dev/null || fail "$(tail -n 20 "$folder/log")"
    is_ready "http://127.0.0.1:$port" && return
    sleep 0.5
  done
  stop "$folder"
  fail "not ready after 120 s; see $folder/log"
}

stop() {
  local folder pid
  [ -d "$1" ] || return 0
  folder=$(cd "$1" && pwd)
  if is_running "$folder"; then
    pid=$(cat "$folder/pid")
    kill "$pid"
    for _ in $(seq 60); do is_running "$folder" && sleep 0.5; done
    if is_running "$folder"; then kill -9 "$pid"; fi
  fi
  rm -f "$folder/pid"
}

case ${1:-} in
  start) start "${2:?folder}" "${3:?port}" "${4:?endpoint of S3}" "${5:?bucket}" "${6:-}" ;;
  stop) stop "${2:?folder}" ;;
  fetch) fetch ;;
  *) sed -n '2,11s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
