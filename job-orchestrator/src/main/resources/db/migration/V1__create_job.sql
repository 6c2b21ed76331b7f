-- A running job belongs to lease_owner until lease_until; epoch grows with each claim and fences off earlier owners.
create table job (
    id             uuid        primary key,
    project_id     text        not null,
    user_id        text        not null,
    type           text        not null,
    task           jsonb       not null,
    status         text        not null check (status in ('queued', 'running', 'succeeded', 'failed', 'timed_out')),
    progress       int         not null default 0 check (progress between 0 and 100),
    attempt        int         not null default 0 check (attempt >= 0),
    epoch          bigint      not null default 0,
    lease_owner    text,
    lease_until    timestamptz,
    result         jsonb,
    failure_reason text,
    failure_detail text,
    correlation_id text        not null,
    created_at     timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz,
    version        bigint      not null,
    event_sequence bigint      not null,
    constraint running_is_leased check ((status = 'running') = (lease_owner is not null and lease_until is not null)),
    constraint terminal_is_finished check ((status in ('succeeded', 'failed', 'timed_out')) = (finished_at is not null)),
    constraint success_has_result check ((status = 'succeeded') = (result is not null)),
    constraint trouble_has_reason check ((status in ('failed', 'timed_out')) = (failure_reason is not null)),
    constraint reason_has_detail check ((failure_reason is null) = (failure_detail is null))
);

-- The queue in its order, and the leases with it: only jobs that are not over are in here.
create index job_active on job (created_at, id) where status in ('queued', 'running');

create index job_by_project on job (project_id, created_at desc, id desc);
create index job_by_time on job (created_at desc, id desc);
