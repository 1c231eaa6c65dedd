-- Events are dropped without breaking off or holding up who writes, and functions that
-- run with their owner's rights look at no table that their caller has made.
--
-- On a large, busy database: changes functions only.

-- +goose Up

drop function llm_event_drop(date);

-- +goose StatementBegin
-- Drops the events of a day, and returns whether it has. The sums of a day must be of all
-- its events: a day that has changed, was not folded or is being folded is kept.
--
-- llm_event is locked before the partition, as by those who write: the other way round,
-- one that has written already and has a late event of this day would stand against it.
-- Who comes meanwhile waits until that lock is had and let go, so it is not waited for
-- long, and is held for one day at a time.
create function llm_event_drop(d date) returns boolean
    language plpgsql security definer set lock_timeout = '1s' as
$$
declare
    name   text := 'llm_event_' || to_char(d, 'YYYYMMDD');
    folded bigint;
    events bigint;
begin
    select l.events into folded from llm_day l
        where l.day = d and folded_at is not null and dropped_at is null for update skip locked;
    if not found or to_regclass(name) is null then
        return false;
    end if;
    -- Counting finds events that were put past llm_event, which makes no marks. It takes
    -- time, so it is done before anything is locked; what is written since has a mark.
    execute format('select count(*) from %I', name) into events;
    if events <> folded then
        return false;
    end if;
    lock table only llm_event in access exclusive mode;
    execute format('lock table %I in access exclusive mode', name);
    if exists (select from llm_event_dirty m where m.day = d) then
        return false;
    end if;
    execute format('alter table llm_event detach partition %I', name);
    execute format('drop table %I', name);
    update llm_day set dropped_at = now() where day = d;
    return true;
end
$$;
-- +goose StatementEnd

revoke execute on function llm_event_drop(date) from public;

-- +goose StatementBegin
-- Roles that had the right to the function that was, have it to the one that is; and
-- temporary tables, which anybody may make, are searched last.
do
$$
declare
    holder name;
    fn     text;
begin
    for holder in
        select distinct grantee::regrole::text from pg_proc, aclexplode(proacl) where proname = 'llm_event_partitions' and grantee <> 0
    loop
        execute format('grant execute on function llm_event_drop(date) to %s', holder);
    end loop;
    foreach fn in array array['llm_event_mark()', 'llm_event_partitions(date, date)', 'llm_event_drop(date)'] loop
        execute format('alter function %s set search_path = %I, pg_temp', fn, current_schema());
    end loop;
end
$$;
-- +goose StatementEnd

-- +goose Down
drop function llm_event_drop(date);
-- +goose StatementBegin
create function llm_event_drop(before date) returns integer
    language plpgsql security definer set search_path from current as
$$
declare
    d       llm_day;
    name    text;
    events  bigint;
    dropped integer := 0;
begin
    for d in select * from llm_day where day < before and folded_at is not null and dropped_at is null order by day for update loop
        name := 'llm_event_' || to_char(d.day, 'YYYYMMDD');
        continue when to_regclass(name) is null or exists (select from llm_event_dirty m where m.day = d.day);
        execute format('lock table %I in access exclusive mode', name);
        execute format('select count(*) from %I', name) into events;
        continue when events <> d.events or exists (select from llm_event_dirty m where m.day = d.day);
        execute format('alter table llm_event detach partition %I', name);
        execute format('drop table %I', name);
        update llm_day set dropped_at = now() where day = d.day;
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
-- +goose StatementEnd
revoke execute on function llm_event_drop(date) from public;
alter function llm_event_partitions(date, date) set search_path from current;
alter function llm_event_mark() set search_path from current;
