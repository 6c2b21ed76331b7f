-- Sessions that were started before anybody asked for them. One that is given out goes from here in the transaction that
-- makes its session, so each is in one of the two tables.
create table warm_session (
    id uuid primary key,
    runtime text not null,
    spec jsonb not null,
    slot integer not null,
    port integer not null,
    created_at timestamptz not null,
    ready_at timestamptz,
    constraint warm_session_slot_held unique (slot),
    constraint warm_session_port_held unique (port)
);
