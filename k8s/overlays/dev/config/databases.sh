#!/bin/sh
# Runs once, when the server is made: a database per service, owned by <database>_owner; <database>_app may only connect.
set -eu
for database in gateway zerotrust session job cost healing; do
    psql --set=ON_ERROR_STOP=1 --quiet --username="$POSTGRES_USER" --dbname=postgres \
        --set=database="$database" --set=owner="${database}_owner" --set=app="${database}_app" \
        --set=owner_password="$(cat "/run/secrets/steward/$database-owner")" \
        --set=app_password="$(cat "/run/secrets/steward/$database-app")" <<'SQL'
create role :"owner" login password :'owner_password';
create role :"app" login password :'app_password';
create database :"database" owner :"owner";
revoke all on database :"database" from public;
grant connect on database :"database" to :"app";
\connect :"database"
alter schema public owner to :"owner";
SQL
done
