-- Marks of days that have changed, sums of the events of a day, and their prices.
-- docs/design/rollup.md says why it is done in this way.
--
-- On a large, busy database: creates a trigger and an index on llm_event; the index is
-- built while writers wait, and is of no rows where no event has units.

-- +goose Up

-- Who writes events appends a mark for each day in UTC that they are of, in the same
-- transaction: a mark that is seen announces events that are seen. Marks are never
-- updated, so writers do not wait for each other.
create table llm_event_dirty (
    day date not null
);

comment on table llm_event_dirty is 'days whose events have changed since they were folded; any number of rows for a day';

-- +goose StatementBegin
-- Runs with the rights of its owner: a writer may insert events, and nothing else.
create function llm_event_mark() returns trigger
    language plpgsql security definer as
$$
begin
    insert into llm_event_dirty
    select distinct (ts at time zone 'UTC')::date from inserted;
    return null;
end
$$;
-- +goose StatementEnd

create trigger llm_event_mark after insert on llm_event
    referencing new table as inserted
    for each statement execute function llm_event_mark();

-- Which slice of a day a moment is in: a slice is named by its beginning. Providers in
-- quiet have those that begin at plain, the others those at fine; the first of either is
-- where the day begins. Written so that a day of one slice is decided before any event is
-- looked at.
create function llm_slice(at timestamptz, provider text, plain timestamptz[], fine timestamptz[], quiet text[]) returns timestamptz
    language sql immutable parallel safe as
$$
select case
    when cardinality(fine) = 1 then fine[1]
    when provider = any (quiet) then case when cardinality(plain) = 1 then plain[1] else plain[width_bucket(at, plain)] end
    else fine[width_bucket(at, fine)]
end
$$;

-- Which range of prompt sizes a request is in: a range is named by the smallest size in it.
create function llm_prompt_from(input_tokens bigint, bounds bigint[]) returns bigint
    language sql immutable parallel safe as
$$
select case when input_tokens >= bounds[1] then bounds[width_bucket(input_tokens, bounds)] else 0 end
$$;

-- Few events have units, and those are found without reading the others.
create index llm_event_units on llm_event (ts) where units is not null;

-- One row for each day that was folded, which is also what runs lock.
create table llm_day (
    day        date          primary key,
    plain      timestamptz[] not null default '{}', -- as llm_slice takes them
    fine       timestamptz[] not null default '{}',
    quiet      text[]        not null default '{}',
    bounds     bigint[]      not null default '{}', -- as llm_prompt_from takes them
    events     bigint        not null default 0,
    folded_at  timestamptz,
    dropped_at timestamptz                            -- when its events were; its sums are final
);

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

-- +goose StatementBegin
-- Makes the partitions of the days from first to last, in UTC, that do not exist
-- yet, and returns how many it has made. A partition is built first and attached
-- then: attaching waits for no reader or writer, where CREATE ... PARTITION OF
-- waits for all of them. There is no default partition, since rows in it would
-- stand in the way of the partition that they belong to; an event without a
-- partition is an error, and its sender keeps it.
--
-- Of a day whose events were dropped none is made: its sums would be replaced by
-- those of the few events that come later.
create function llm_event_partitions(first date, last date) returns integer
    language plpgsql security definer as
$$
declare
    wanted date := first;
    name   text;
    made   integer := 0;
begin
    -- One at a time: two that make the same day would fail, not wait.
    perform pg_advisory_xact_lock(hashtext('llm_event_partitions'));
    while wanted <= last loop
        name := 'llm_event_' || to_char(wanted, 'YYYYMMDD');
        if to_regclass(name) is null and not exists (select from llm_day d where d.day = wanted and dropped_at is not null) then
            execute format('create table %I (like llm_event including defaults including constraints)', name);
            execute format('alter table llm_event attach partition %I for values from (%L) to (%L)',
                name, wanted::text || ' 00:00:00+00', (wanted + 1)::text || ' 00:00:00+00');
            made := made + 1;
        end if;
        wanted := wanted + 1;
    end loop;
    return made;
end
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- Functions that run with their owner's rights look at no table that their caller has
-- made: temporary tables, which anybody may make, are searched last.
do
$$
declare
    fn text;
begin
    foreach fn in array array['llm_event_mark()', 'llm_event_partitions(date, date)', 'llm_event_drop(date)'] loop
        execute format('alter function %s set search_path = %I, pg_temp', fn, current_schema());
    end loop;
end
$$;
-- +goose StatementEnd

-- Events may be late by a week and a spool's outage, and a fortnight is time
-- enough to notice that nobody makes partitions any more.
select llm_event_partitions(
    (now() at time zone 'UTC')::date - 7,
    (now() at time zone 'UTC')::date + 14);

create table llm_price (
    id   bigint generated always as identity primary key,
    name text   not null,
    rate jsonb  not null
);
create unique index llm_price_once on llm_price (name, md5(rate::text));

comment on table llm_price is 'rates that sums were priced with, each as it was then';

-- Which rate holds for what occurs in the sums. It is kept when a day is folded again,
-- so that a new price table changes no figure that was there.
create table llm_usage_price (
    day          date        not null,
    slice        timestamptz not null,
    provider     text        not null,
    model        text        not null,
    service_tier text        not null,
    region       text        not null,
    prompt_from  bigint      not null,
    price_id     bigint      references llm_price, -- null: there is no price
    primary key (day, slice, provider, model, service_tier, region, prompt_from)
);
create index llm_usage_price_none on llm_usage_price (day) where price_id is null; -- looked at each night

create table llm_usage (
    day                   date        not null,
    slice                 timestamptz not null,
    team_id               text        not null,
    project_id            text        not null,
    service_name          text        not null,
    request_type          text        not null,
    environment           text        not null,
    call_site             text        not null,
    provider              text        not null,
    model                 text        not null,
    service_tier          text        not null,
    region                text        not null,
    prompt_from           bigint      not null,
    price_id              bigint      references llm_price,

    requests              bigint      not null,
    errors                bigint      not null,
    missing               bigint      not null,
    partial               bigint      not null,
    suspect               bigint      not null,
    input_tokens          bigint      not null,
    output_tokens         bigint      not null,
    cache_read_tokens     bigint      not null,
    cache_write_5m_tokens bigint      not null,
    cache_write_1h_tokens bigint      not null,
    reasoning_tokens      bigint      not null,
    audio_input_tokens    bigint      not null,
    audio_output_tokens   bigint      not null,
    image_tokens          bigint      not null
);
create index llm_usage_day on llm_usage (day);

comment on table llm_usage is 'sums of events by whose and of what they were; see docs/rollup.md';

-- Billed units that are not tokens, by name.
create table llm_usage_unit (
    day          date        not null,
    slice        timestamptz not null,
    team_id      text        not null,
    project_id   text        not null,
    service_name text        not null,
    request_type text        not null,
    environment  text        not null,
    call_site    text        not null,
    provider     text        not null,
    model        text        not null,
    service_tier text        not null,
    region       text        not null,
    prompt_from  bigint      not null,
    price_id     bigint      references llm_price,
    unit         text        not null,
    quantity     numeric     not null
);
create index llm_usage_unit_day on llm_usage_unit (day);

create table llm_runs (
    id          bigint generated always as identity primary key,
    started_at  timestamptz not null,
    finished_at timestamptz not null,
    date        date        not null,
    days        date[]      not null,
    events      bigint      not null, -- that are new
    unpriced    bigint      not null, -- tokens of the folded days without a price
    error       text        not null default ''
);

-- +goose Down
drop table llm_runs;
drop table llm_usage_unit;
drop table llm_usage;
drop table llm_usage_price;
drop table llm_price;
drop function llm_event_drop(date);
drop function llm_event_partitions(date, date);
drop table llm_day;
drop trigger llm_event_mark on llm_event;
drop function llm_event_mark();
drop table llm_event_dirty;
drop index llm_event_units;
drop function llm_prompt_from(bigint, bigint[]);
drop function llm_slice(timestamptz, text, timestamptz[], timestamptz[], text[]);
