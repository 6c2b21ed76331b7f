-- A schema of its own: what the app role may do with tables of the other is too much here. It reads and adds; whoever
-- could change or remove a row is the owner, and the chain of batches shows that it was done.
create schema audit;

create table audit.event (
    at             timestamptz not null,
    id             uuid        not null,
    actor          text,
    actor_name     text,
    action         text        not null,
    outcome        text        not null check (outcome in ('success', 'failure', 'allow', 'deny', 'challenge')),
    subject_type   text        not null,
    subject_id     text        not null,
    project_id     text,
    address        text,
    correlation_id text,
    detail         text        not null,
    primary key (at, id)
) partition by range (at);

create index event_of_actor on audit.event (actor, at desc);
create index event_of_action on audit.event (action, at desc);
create index event_of_subject on audit.event (subject_id, at desc);
create index event_of_project on audit.event (project_id, at desc) where project_id is not null;

-- Written with each event and taken out by the one who seals it. Nothing is proven by what is in it.
create table audit.pending (
    at timestamptz not null,
    id uuid        not null,
    primary key (at, id)
);

create table audit.batch (
    sequence           bigint      not null check (sequence > 0),
    sealed_at          timestamptz not null,
    previous_sealed_at timestamptz,
    oldest             timestamptz not null,
    rows               int         not null check (rows > 0),
    total              bigint      not null check (total >= rows),
    previous           bytea       not null check (length(previous) = 32),
    hash               bytea       not null check (length(hash) = 32),
    primary key (sealed_at, sequence)
) partition by range (sealed_at);

create index batch_by_sequence on audit.batch (sequence);

-- Which event is where in which batch, and what it said when it was sealed.
create table audit.leaf (
    at       timestamptz not null,
    id       uuid        not null,
    batch    bigint      not null,
    position int         not null check (position >= 0),
    hash     bytea       not null check (length(hash) = 32),
    primary key (at, id)
) partition by range (at);

create index leaf_of_batch on audit.leaf (batch, position);

-- What was said on trust.events about the end of the chain.
create table audit.head (
    published_at timestamptz not null,
    publication  bigint      not null check (publication > 0),
    sequence     bigint      not null,
    total        bigint      not null,
    hash         bytea       not null,
    primary key (published_at, publication)
) partition by range (published_at);

-- Makes the partitions from last month to ahead_months from now and drops those that ended more than kept_days ago, of
-- which nobody can ask to keep fewer than 400.
create function audit.keep_partitions(kept_days int, ahead_months int) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set timezone = 'UTC'
    set lock_timeout = '3s'
as $$
declare
    this_month constant timestamptz := date_trunc('month', now());
    month      timestamptz;
    parent     text;
    name       text;
begin
    if kept_days not between 400 and 4000 or ahead_months not between 1 and 12 then
        raise exception 'kept_days must be in 400..4000 and ahead_months in 1..12';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('audit.keep_partitions', 0));
    foreach parent in array array ['event', 'leaf', 'batch', 'head'] loop
        for ahead in -1..ahead_months loop
            month := this_month + make_interval(months => ahead);
            name := parent || '_' || to_char(month, 'YYYYMM');
            if to_regclass(format('audit.%I', name)) is null then
                execute format('create table audit.%I (like audit.%I including defaults including constraints)',
                               name, parent);
                execute format('alter table audit.%I attach partition audit.%I for values from (%L) to (%L)',
                               parent, name, month, month + interval '1 month');
            end if;
        end loop;
        for name in
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = format('audit.%I', parent)::regclass
               and c.relname ~ ('^' || parent || '_[0-9]{6}$')
               and to_timestamp(right(c.relname, 6), 'YYYYMM') + interval '1 month'
                   < now() - make_interval(days => kept_days)
        loop
            begin
                execute format('drop table audit.%I', name);
            exception when lock_not_available then
                null;
            end;
        end loop;
    end loop;
end
$$;

select audit.keep_partitions(400, 3);

revoke all on function audit.keep_partitions(int, int) from public;
grant usage on schema audit to ${app};
grant execute on function audit.keep_partitions(int, int) to ${app};
grant select, insert on audit.event, audit.batch, audit.leaf, audit.head to ${app};
grant select, insert, delete on audit.pending to ${app};
