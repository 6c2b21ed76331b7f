create table session (
    id uuid primary key,
    project_id text not null,
    user_id text not null,
    runtime text not null constraint session_runtime_known check (runtime in ('process')),
    slot integer not null,
    port integer not null,
    status text not null constraint session_status_known check (
        status in ('pending', 'starting', 'running', 'crashed', 'stopping', 'stopped', 'failed', 'deleted')
    ),
    status_since timestamptz not null,
    reason text,
    detail text,
    attempt integer not null,
    crash_count integer not null,
    recent_crashes timestamptz[] not null,
    started_at timestamptz,
    correlation_id text not null,
    remediation_id text,
    version bigint not null,
    event_sequence bigint not null,
    created_at timestamptz not null,
    released_at timestamptz,
    constraint session_released_only_when_deleted check (released_at is null or status = 'deleted')
);

-- A deleted session keeps its place until nothing is left of it on the host.
create unique index session_slot_held on session (slot) where released_at is null;
create unique index session_port_held on session (port) where released_at is null;

create index session_held on session (status) where released_at is null;
create index session_newest on session (created_at desc, id desc) where status <> 'deleted';
create index session_newest_of_project on session (project_id, created_at desc, id desc) where status <> 'deleted';

-- Goes round: a slot comes back long after the session that had it.
create sequence session_slot as integer minvalue 0 maxvalue 99999 cycle;
