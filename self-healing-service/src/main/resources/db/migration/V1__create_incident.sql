create table observed_target (
    target_type    text          not null check (target_type in ('session')),
    target_id      text          not null,
    project_id     text          not null,
    status         text          not null check (status in ('running', 'crashed', 'stopped', 'failed', 'deleted')),
    sequence       bigint        not null check (sequence > 0),
    recent_crashes timestamptz[] not null,
    version        bigint        not null,
    primary key (target_type, target_id)
);

create table incident (
    id              uuid        primary key,
    project_id      text        not null,
    target_type     text        not null check (target_type in ('session')),
    target_id       text        not null,
    reason          text        not null check (reason in ('crashed')),
    opened_at       timestamptz not null,
    correlation_ids text[]      not null check (cardinality(correlation_ids) > 0),
    crashes         integer     not null check (crashes > 0),
    status          text        not null check (status in ('open', 'resolved', 'escalated')),
    retry_at        timestamptz check (retry_at is null or status = 'open'),
    closed_at       timestamptz,
    outcome         text,
    version         bigint      not null,
    event_sequence  bigint      not null,
    constraint incident_outcome check (
        case status
            when 'open' then closed_at is null and outcome is null
            when 'resolved' then closed_at is not null and outcome is not null
                and outcome in ('restarted', 'target-stopped', 'target-deleted', 'superseded')
            else closed_at is not null and outcome is not null
                and outcome in ('crash-loop', 'remediation-failed', 'target-failed')
        end)
);

create unique index incident_open_once on incident (target_type, target_id) where status = 'open';
create index incident_due on incident (retry_at) where retry_at is not null;
create index incident_by_project on incident (project_id, opened_at desc, id desc);
create index incident_by_target on incident (target_id, opened_at desc, id desc);

create table remediation (
    id           uuid        primary key,
    incident_id  uuid        not null references incident,
    action       text        not null check (action in ('restart')),
    attempt      integer     not null check (attempt > 0),
    status       text        not null check (status in ('requested', 'succeeded', 'failed', 'obsolete')),
    requested_at timestamptz not null,
    finished_at  timestamptz,
    reason       text,
    unique (incident_id, attempt),
    check ((status = 'requested') = (finished_at is null))
);
