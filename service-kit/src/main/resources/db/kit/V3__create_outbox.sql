-- position is taken after the aggregate's row was locked, so within an aggregate it grows with the event sequence.
create table outbox (
    position       bigint generated always as identity primary key,
    id             uuid        not null,
    topic          text        not null,
    type           text        not null,
    aggregate_type text        not null,
    aggregate_id   text        not null,
    sequence       bigint      not null check (sequence > 0),
    project_id     text,
    correlation_id text,
    causation_id   text,
    traceparent    text,
    occurred_at    timestamptz not null,
    data           bytea       not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0,
        autovacuum_analyze_threshold = 10000);

create table outbox_quarantine (
    position       bigint      primary key,
    id             uuid        not null,
    topic          text        not null,
    type           text        not null,
    aggregate_type text        not null,
    aggregate_id   text        not null,
    sequence       bigint      not null,
    project_id     text,
    correlation_id text,
    causation_id   text,
    traceparent    text,
    occurred_at    timestamptz not null,
    data           bytea       not null,
    cause          text        not null,
    quarantined_at timestamptz not null default now()
);
