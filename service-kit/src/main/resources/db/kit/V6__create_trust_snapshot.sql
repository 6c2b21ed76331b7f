-- One row: what this service last knew of trust state, and when it last knew that to be current.
create table trust_snapshot (
    id           smallint primary key check (id = 1),
    confirmed_at timestamptz not null,
    content      bytea       not null
);
