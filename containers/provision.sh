#!/bin/bash
# Makes sure that each service has its database, its two roles and the passwords of its secrets; safe to repeat.
set -euo pipefail

PGPASSWORD=$(</run/secrets/postgres)
export PGPASSWORD

for database in zerotrust session job cost healing gateway; do
  psql --quiet --no-psqlrc --no-password --host=postgres --username=postgres --dbname=postgres \
    --set=ON_ERROR_STOP=1 --set=database="$database" --set=owner="${database}_owner" --set=app="${database}_app" <<'SQL'
\set owner_password `cat /run/secrets/:owner`
\set app_password `cat /run/secrets/:app`
SELECT format('CREATE ROLE %I LOGIN', role) FROM unnest(ARRAY[:'owner', :'app']) AS role
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
ALTER ROLE :"owner" PASSWORD :'owner_password';
ALTER ROLE :"app" PASSWORD :'app_password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";
\connect :"database"
ALTER SCHEMA public OWNER TO :"owner";
SQL
  echo "provisioned $database"
done
