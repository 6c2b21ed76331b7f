create table timeline_event (
    event_id       text        not null,
    source         text        not null,
    type           text        not null,
    time           timestamptz not null,
    sequence       bigint,
    correlation_id text        not null,
    project_id     text        not null,
    primary key (source, event_id, time)
) partition by range (time);

create index timeline_event_by_correlation on timeline_event (correlation_id);

select keep_month_partitions('timeline_event', 400, 3);
