-- The account is a name, because attempts at names that do not exist are counted like others.
create table login_failures (
    account        text        not null,
    address        text        not null,
    failures       integer     not null check (failures > 0),
    last_failed_at timestamptz not null,
    blocked_until  timestamptz not null,
    primary key (account, address)
);

create index login_failures_by_age on login_failures (last_failed_at);

create table login_counts (
    address text        not null,
    minute  timestamptz not null,
    logins  integer     not null check (logins > 0),
    primary key (address, minute)
);

create index login_counts_by_age on login_counts (minute);
