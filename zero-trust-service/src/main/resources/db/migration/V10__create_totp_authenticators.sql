-- The secret is AES-256-GCM ciphertext; its associated data is the user, so that it cannot stand in for another's.
create table totp_authenticators (
    user_id        uuid primary key references users (id),
    id             uuid        not null unique,
    state          text        not null check (state in ('pending', 'active')),
    secret         bytea       not null,
    nonce          bytea       not null,
    master_key_id  text        not null,
    last_step      bigint      not null,
    failures       integer     not null check (failures >= 0),
    failed_at      timestamptz not null,
    event_sequence bigint      not null,
    created_at     timestamptz not null
);

create table recovery_codes (
    user_id   uuid  not null references totp_authenticators (user_id) on delete cascade,
    code_hash bytea not null,
    used_at   timestamptz,
    primary key (user_id, code_hash)
);
