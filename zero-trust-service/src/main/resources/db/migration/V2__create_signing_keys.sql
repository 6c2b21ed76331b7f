-- The private key is AES-256-GCM ciphertext; its associated data is the key id, so a row cannot stand in for another.
create table signing_keys (
    key_id        text primary key,
    state         text        not null check (state in ('active', 'retired')),
    public_key    bytea       not null,
    private_key   bytea       not null,
    nonce         bytea       not null,
    master_key_id text        not null,
    created_at    timestamptz not null
);

-- Two instances that start at once both bring a key; one is kept.
create unique index signing_keys_one_active on signing_keys (state) where state = 'active';

-- The event counters of trust state entries that have no row of their own to count in.
create table trust_entries (
    entry_key      text primary key,
    event_sequence bigint not null
);

insert into trust_entries (entry_key, event_sequence)
values ('keys', 0),
       ('snapshot-complete', 0);
