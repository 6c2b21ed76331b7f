-- Counts the events of each route's breaker; its state is in memory, one per instance.
create table circuit (
    route text primary key,
    event_sequence bigint not null check (event_sequence > 0)
);
