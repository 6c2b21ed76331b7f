-- The defaults are for sessions from before, and for those that an instance of the version before still makes while it is
-- being replaced: their lives begin now. The first that is due of such a life is the warning 10 minutes before it is idle.
alter table session
    add column begun_at timestamptz not null default now(),
    add column ttl_seconds bigint not null default 86400,
    add column idle_seconds bigint not null default 1800,
    add column expires_at timestamptz not null default now() + interval '24 hours',
    add column latest_at timestamptz not null default now() + interval '7 days',
    add column used_at timestamptz not null default now(),
    add column used_by text not null default 'created',
    add column warned integer not null default 0,
    add column due_at timestamptz default now() + interval '20 minutes';
