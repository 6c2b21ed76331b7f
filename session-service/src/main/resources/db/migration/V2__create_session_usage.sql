-- Where the last usage window of a session ended, so that the next one begins there whoever measures it.
create table session_usage (
    session_id uuid primary key references session (id),
    attempt integer not null,
    measured_until timestamptz not null,
    cpu_seconds double precision not null,
    memory_gib double precision not null
);
