-- The windows of each session as they were told, as a chain: one begins where the one before ended, so that no two of a
-- session overlap and none is missing between two others. Only the oldest that is kept has nothing before it. Null is what
-- nobody knows.
create table session_usage_window (
    session_id uuid not null references session (id),
    previous_end timestamptz,
    window_start timestamptz not null,
    window_end timestamptz not null,
    cpu_seconds double precision,
    memory_gib_seconds double precision,
    disk_gib_seconds double precision,
    network_bytes bigint,
    constraint session_usage_window_key primary key (session_id, window_end),
    constraint session_usage_window_lasts check (window_start < window_end),
    constraint session_usage_window_meets check (previous_end is null or previous_end = window_start),
    constraint session_usage_window_follows unique nulls not distinct (session_id, previous_end),
    constraint session_usage_window_chained foreign key (session_id, previous_end)
        references session_usage_window (session_id, window_end) on delete set null (previous_end)
);
