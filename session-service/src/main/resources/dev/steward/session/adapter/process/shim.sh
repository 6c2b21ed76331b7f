#!/bin/sh
# Leads the processes of one attempt of a session: prepares its workspace, starts the dev server, records who it is and
# how it ended. It is the leader of a session and process group of its own, and keeps the rights the others must not have:
# nothing a user chose is in its own environment.
# usage: shim.sh RECORD_DIR COMMAND...
record=$1
shift
# workspace, prepared, grace, prefix, user, groups, counts, memory, files, processes, data
. "$record/settings"
umask 077
ulimit -c 0

# A record appears whole or not at all.
put() {
    printf '%s\n' "$2" > "$record/$1.part" && mv "$record/$1.part" "$record/$1"
}

# Field 22 of stat, in clock ticks since boot; the name before it may hold blanks and parentheses. Of a server that ended
# already there is nothing to read, which is no line of its output.
started() {
    stat=
    { read -r stat < "/proc/$1/stat"; } 2> /dev/null
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

# Reads the environment a user chose once the rights are dropped: the file is open, its name cannot be reached any more.
enter='eval "$(cat <&3)"; exec 3<&-; exec "$@"'

# Starts a command as the session's user in its workspace.
begin() {
    (
        trap - HUP INT
        umask 022
        for group in $groups; do
            echo 0 > "$group/cgroup.procs" || exit
        done
        ulimit -n "$files"
        # One shell calls it u, another p.
        [ "$processes" = unlimited ] || ulimit -u "$processes" 2> /dev/null || ulimit -p "$processes"
        ulimit -d "$data"
        cd "$workspace" || exit
        [ ! -e "$record/env" ] || exec $prefix /bin/sh -c "$enter" sh "$@" 3< "$record/env"
        exec $prefix "$@"
    ) &
    server=$!
    # Asked meanwhile, it was too late to be told.
    [ "$asked" = no ] || kill -KILL "$server"
}

# A signal ends `wait` early: it is over only when there is nobody left to wait for.
await() {
    while :; do
        wait "$server"
        status=$?
        kill -0 "$server" 2> /dev/null || break
    done
}

setup() {
    [ -e "$record/$1" ] && [ "$asked" = no ] || return 0
    begin /bin/sh -c "$(cat "$record/$1")" sh
    await
}

# The kernel counts what it ended for lack of memory; nobody can ask once the groups are gone.
tell() {
    for file in $counts; do
        while read -r name count; do
            if [ "$name" = oom_kill ] && [ "$count" != 0 ] && [ ! -e "$record/reason" ]; then
                put reason "out-of-memory It wanted more than the $memory MiB of memory that it may use."
            fi
        done < "$file"
    done
    # What was not found says so by its status.
    [ -z "$preparing" ] || [ -e "$record/reason" ] || [ "$status" = 127 ] || put reason setup-failed
}

# All that is in the groups ends, also what left the process group, and then they go.
leave() {
    for group in $groups; do
        tries=0
        until rmdir "$group" 2> /dev/null || [ ! -d "$group" ] || [ "$tries" = 50 ]; do
            kill -KILL $(cat "$group/cgroup.procs") 2> /dev/null
            sleep 0.02
            tries=$((tries + 1))
        done
    done
}

# What runs as the session's user is the session's wherever it went, and so is what it left where everybody may write:
# nobody else has that user. All end in one step of the kernel, so that nothing is born meanwhile.
clear_user() {
    [ -n "$user" ] || return 0
    setpriv --reuid="$user" --regid="$user" --clear-groups /bin/sh -c 'kill -KILL -1' 2> /dev/null
    find /tmp /var/tmp /dev/shm -xdev -mindepth 1 -maxdepth 1 -user "$user" \
        -exec rm -rf --one-file-system -- {} + 2> /dev/null
}

finish() {
    [ "$asked" = yes ] || tell
    times > "$record/times"
    put exit "$status $asked"
    clear_user
    leave
    kill -KILL 0
}

read -r boot < /proc/sys/kernel/random/boot_id
put shim "$$ $(started $$) $boot/$(started 1)"

status=0
preparing=yes
if [ ! -e "$prepared" ]; then
    setup create
    [ "$status" = 0 ] && [ "$asked" = no ] || finish
    : > "$prepared"
fi
setup start
[ "$status" = 0 ] && [ "$asked" = no ] || finish
preparing=

begin "$@"
put server "$server $(started $server)"
await
finish
