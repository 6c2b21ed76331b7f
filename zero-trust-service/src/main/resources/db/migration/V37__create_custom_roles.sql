-- What stands for any resource or any action is for built-in roles only.
create table custom_roles (
    name        text primary key check (
        name ~ '^[a-z][a-z0-9-]{1,39}$'
        and name <> all (array ['viewer', 'developer', 'performance', 'operator', 'admin'])),
    permissions text[]      not null check (
        cardinality(permissions) > 0
        and array_to_string(permissions, ' ') ~ '^[a-z-]+:[a-z-]+( [a-z-]+:[a-z-]+)*$'),
    created_at  timestamptz not null,
    version     bigint      not null
);

create table group_custom_roles (
    group_id uuid not null references groups (id) on delete cascade,
    role     text not null references custom_roles (name),
    primary key (group_id, role)
);

create index group_custom_roles_of_role on group_custom_roles (role);
