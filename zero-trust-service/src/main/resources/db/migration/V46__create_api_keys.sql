-- A revoked key has no row: nothing can bring it back.
create table api_keys (
    id                  uuid primary key,
    owner_id            uuid        not null references users (id),
    name                text        not null,
    scopes              text[]      not null check (cardinality(scopes) between 1 and 50),
    secret_hash         bytea       not null,
    previous_hash       bytea,
    previous_until      timestamptz,
    created_at          timestamptz not null,
    expires_at          timestamptz not null,
    last_used_at        timestamptz,
    event_sequence      bigint      not null default 1,
    check (num_nonnulls(previous_hash, previous_until) in (0, 2))
);

create index api_keys_of_owner on api_keys (owner_id);
