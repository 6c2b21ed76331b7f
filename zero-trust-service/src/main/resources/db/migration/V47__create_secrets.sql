create table secrets (
    id         uuid primary key,
    project_id text        not null references projects (id),
    name       text        not null,
    version    integer     not null check (version > 0),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    destroy_at timestamptz,
    unique (project_id, name)
);

create index secrets_by_destruction on secrets (destroy_at) where destroy_at is not null;

-- Whoever deletes a row destroys the only copy of its data key.
create table secret_versions (
    secret_id      uuid        not null references secrets (id) on delete cascade,
    version        integer     not null,
    data_key       bytea       not null,
    data_key_nonce bytea       not null,
    master_key_id  text        not null,
    ciphertext     bytea       not null,
    nonce          bytea       not null,
    valid_until    timestamptz,
    primary key (secret_id, version)
);

create unique index secret_versions_current on secret_versions (secret_id) where valid_until is null;
create unique index secret_versions_previous on secret_versions (secret_id) where valid_until is not null;
create index secret_versions_by_end on secret_versions (valid_until) where valid_until is not null;
