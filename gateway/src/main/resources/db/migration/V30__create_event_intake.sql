-- Events of other systems that were taken in: each is published once. The digest is of source and id.
create table event_intake (
    digest text primary key,
    owner uuid not null,
    attempt integer not null default 1 check (attempt > 0),
    begun_at timestamptz not null default now(),
    leased_to timestamptz not null,
    published boolean not null default false
);

create index event_intake_begun_at on event_intake (begun_at);
