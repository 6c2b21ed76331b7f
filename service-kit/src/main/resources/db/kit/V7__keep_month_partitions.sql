-- For a table partitioned by range of a timestamptz: makes the partitions from last month to ahead_months from now and
-- drops those that ended more than kept_days ago. A new one is attached and not created in place, because that locks the
-- table less; an old one that is in use is dropped the next time.
create function keep_month_partitions(parent text, kept_days int, ahead_months int) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set timezone = 'UTC'
    set lock_timeout = '3s'
as $$
declare
    this_month constant timestamptz := date_trunc('month', now());
    month      timestamptz;
    name       text;
begin
    if kept_days not between 31 and 4000 or ahead_months not between 1 and 12 then
        raise exception 'kept_days must be in 31..4000 and ahead_months in 1..12';
    end if;
    if not exists (select from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
                    where c.relnamespace = 'public'::regnamespace and c.relname = parent and p.partstrat = 'r') then
        raise exception 'not a table partitioned by range: %', parent;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('keep_month_partitions:' || parent, 0));
    for ahead in -1..ahead_months loop
        month := this_month + make_interval(months => ahead);
        name := parent || '_' || to_char(month, 'YYYYMM');
        if to_regclass(format('public.%I', name)) is null then
            execute format('create table public.%I (like public.%I including defaults including constraints)',
                           name, parent);
            execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)',
                           parent, name, month, month + interval '1 month');
        end if;
    end loop;
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = format('public.%I', parent)::regclass
           and c.relname ~ ('^' || parent || '_[0-9]{6}$')
           and to_timestamp(right(c.relname, 6), 'YYYYMM') + interval '1 month' < now() - make_interval(days => kept_days)
    loop
        begin
            execute format('drop table public.%I', name);
        exception when lock_not_available then
            null;
        end;
    end loop;
end
$$;

revoke all on function keep_month_partitions(text, int, int) from public;
grant execute on function keep_month_partitions(text, int, int) to ${app};
