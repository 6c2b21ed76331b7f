-- What was decided and what it was judged by; facts are absent where nobody is known to decide about.
create table decisions (
    made_at  timestamptz not null,
    id       uuid        not null,
    user_id  text        not null,
    resource text        not null,
    action   text        not null,
    outcome  text        not null check (outcome in ('allow', 'deny', 'challenge')),
    reason   text        not null,
    facts    jsonb,
    primary key (made_at, id)
) partition by range (made_at);

select keep_month_partitions('decisions', 90, 3);
