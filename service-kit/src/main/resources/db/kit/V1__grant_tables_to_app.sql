-- What this owner creates from now on, the kit's tables and the service's, the app role may use but not alter.
grant usage on schema public to ${app};
alter default privileges in schema public grant select, insert, update, delete on tables to ${app};
alter default privileges in schema public grant usage, select on sequences to ${app};
