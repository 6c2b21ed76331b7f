create table inbox (
    consumer  text not null,
    source    text not null,
    event_id  text not null,
    event_day date not null,
    primary key (consumer, source, event_id, event_day)
) partition by range (event_day);

-- Makes the partitions from kept_days ago to ahead_days from now and drops the older ones. A new one is attached and
-- not created in place, because that locks the table less; an old one that is in use is dropped the next time.
create function keep_inbox_partitions(kept_days int, ahead_days int) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '3s'
as $$
declare
    today  constant date := (now() at time zone 'utc')::date;
    oldest constant date := today - kept_days;
    day    date;
    name   text;
begin
    if kept_days not between 1 and 400 or ahead_days not between 1 and 31 then
        raise exception 'kept_days must be in 1..400 and ahead_days in 1..31';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('keep_inbox_partitions', 0));
    for offset_days in -kept_days..ahead_days loop
        day := today + offset_days;
        name := 'inbox_' || to_char(day, 'YYYYMMDD');
        if to_regclass('public.' || name) is null then
            execute format('create table public.%I (like public.inbox)', name);
            execute format('alter table public.inbox attach partition public.%I for values from (%L) to (%L)',
                           name, day, day + 1);
        end if;
    end loop;
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'public.inbox'::regclass and c.relname < 'inbox_' || to_char(oldest, 'YYYYMMDD')
    loop
        begin
            execute format('drop table public.%I', name);
        exception when lock_not_available then
            null;
        end;
    end loop;
end
$$;

revoke all on function keep_inbox_partitions(int, int) from public;
grant execute on function keep_inbox_partitions(int, int) to ${app};
