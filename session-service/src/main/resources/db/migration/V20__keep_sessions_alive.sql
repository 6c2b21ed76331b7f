-- Who keeps a session from being idle, and until when; session.held_until is the latest of those that count.
create table session_keep_alive (
    session_id uuid not null references session (id),
    owner text not null,
    reason text not null,
    taken_by text not null,
    taken_at timestamptz not null,
    held_until timestamptz not null,
    primary key (session_id, owner)
);

-- The default is the setting's.
alter table session
    add column held_until timestamptz,
    add column keep_seconds bigint not null default 604800,
    add column workspace_over_at timestamptz,
    add column workspace_gone boolean not null default false;
