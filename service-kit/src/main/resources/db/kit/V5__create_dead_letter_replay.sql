create table dead_letter_replay (
    id             bigint generated always as identity primary key,
    consumer_group text        not null,
    partition      int         not null,
    record_offset  bigint      not null,
    replayed_by    text        not null,
    replayed_at    timestamptz not null,
    outcome        text        not null check (outcome in ('applied', 'already-applied', 'not-handled', 'failed')),
    detail         text
);

create index dead_letter_replay_letter on dead_letter_replay (consumer_group, partition, record_offset);
