#!/bin/sh
# Leads the processes of one attempt of a session: starts the dev server, records who it is and how it ended.
# It is the leader of a session and process group of its own, and keeps the rights the dev server must not have.
# usage: shim.sh RECORD_DIR WORKSPACE GRACE_SECONDS COMMAND...
record=$1 workspace=$2 grace=$3
shift 3
umask 077
ulimit -c 0

# A record appears whole or not at all.
put() {
    printf '%s\n' "$2" > "$record/$1.part" && mv "$record/$1.part" "$record/$1"
}

# Field 22 of stat, in clock ticks since boot; the name before it may hold blanks and parentheses.
started() {
    stat=
    read -r stat < "/proc/$1/stat"
    set -- ${stat##*) }
    echo "${20}"
}

asked=no
server=
stop() {
    asked=yes
    trap '' TERM
    kill -TERM 0
    (sleep "$grace" && kill -KILL "$server") &
}
trap stop TERM
trap '' HUP INT

read -r boot < /proc/sys/kernel/random/boot_id
put shim "$$ $(started $$) $boot/$(started 1)"
(
    trap - HUP INT
    umask 022
    cd "$workspace" && exec "$@"
) &
server=$!
put server "$server $(started $server)"

# A signal ends `wait` early: it is over only when there is nobody left to wait for.
status=0
while :; do
    wait "$server"
    status=$?
    kill -0 "$server" 2> /dev/null || break
done
times > "$record/times"
put exit "$status $asked"
kill -KILL 0
