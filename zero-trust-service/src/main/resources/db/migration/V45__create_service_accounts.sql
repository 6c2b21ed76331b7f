create table service_accounts (
    id                    uuid primary key references users (id),
    name                  text   not null,
    renames               bigint not null default 0,
    secret_hash           bytea  not null,
    previous_secret_hash  bytea,
    previous_secret_until timestamptz,
    rotations             bigint not null default 0,
    check (num_nonnulls(previous_secret_hash, previous_secret_until) in (0, 2))
);
