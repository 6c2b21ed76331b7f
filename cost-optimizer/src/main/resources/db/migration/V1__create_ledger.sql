create table price_list (
    version           text        primary key,
    currency          text        not null check (currency ~ '^[A-Z]{3}$'),
    cpu_second        numeric     not null check (cpu_second >= 0),
    memory_gib_second numeric     not null check (memory_gib_second >= 0),
    activated_at      timestamptz not null
);

create table ledger_line (
    resource_kind      text        not null check (resource_kind in ('session', 'job')),
    resource_id        text        not null,
    window_start       timestamptz not null,
    window_end         timestamptz not null check (window_end > window_start),
    project_id         text        not null,
    user_id            text        not null,
    cpu_seconds        numeric     not null check (cpu_seconds >= 0),
    memory_gib_seconds numeric     not null check (memory_gib_seconds >= 0),
    cost_micros        bigint      not null check (cost_micros >= 0),
    price_list_version text        not null references price_list,
    primary key (resource_kind, resource_id, window_start)
) partition by range (window_start);

create index ledger_line_by_project on ledger_line (project_id, window_start);

select keep_month_partitions('ledger_line', 400, 3);
