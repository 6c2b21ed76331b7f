-- What a version says never changes; the policy names those of its versions that count. A deleted policy keeps its rows.
create table policies (
    id              uuid primary key,
    latest_version  integer     not null check (latest_version > 0),
    dry_run_version integer check (dry_run_version between 1 and latest_version),
    active_version  integer check (active_version between 1 and latest_version),
    deleted         boolean     not null default false,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    version         bigint      not null,
    event_sequence  bigint      not null default 0,
    check (not deleted or num_nonnulls(dry_run_version, active_version) = 0),
    check (active_version is null or event_sequence > 0)
);

create table policy_versions (
    policy_id    uuid        not null references policies (id),
    version      integer     not null check (version > 0),
    rules        jsonb       not null,
    created_by   text        not null,
    created_at   timestamptz not null,
    tried_at     timestamptz,
    activated_at timestamptz,
    activated_by text,
    primary key (policy_id, version),
    check (num_nonnulls(activated_at, activated_by) in (0, 2))
);

alter table policies
    add foreign key (id, dry_run_version) references policy_versions (policy_id, version),
    add foreign key (id, active_version) references policy_versions (policy_id, version);

create index policies_active on policies (id) where active_version is not null;

insert into trust_entries (entry_key, event_sequence)
values ('policies', 0),
       ('policies-complete', 0);
