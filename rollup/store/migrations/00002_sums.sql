-- Marks of days that have changed, sums of the events of a day, and their prices.
-- docs/design/rollup.md says why it is done in this way.
--
-- On a large, busy database: validates a new constraint on llm_event, for which each
-- partition is read once.

-- +goose Up

-- No request uses a million times what the largest models take, and what was counted
-- by mistake must not make the sums of a day overflow.
alter table llm_event add constraint llm_event_tokens check (
    input_tokens between -1000000000000 and 1000000000000
    and output_tokens between -1000000000000 and 1000000000000
    and cache_read_tokens between -1000000000000 and 1000000000000
    and cache_write_5m_tokens between -1000000000000 and 1000000000000
    and cache_write_1h_tokens between -1000000000000 and 1000000000000
    and reasoning_tokens between -1000000000000 and 1000000000000
    and audio_input_tokens between -1000000000000 and 1000000000000
    and audio_output_tokens between -1000000000000 and 1000000000000
    and image_tokens between -1000000000000 and 1000000000000);

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
    language plpgsql security definer set search_path from current as
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
-- Drops the events of days before a date, and returns how many days those were. The sums
-- of a day must be of all its events: a day that has changed, or was not folded, is kept.
create function llm_event_drop(before date) returns integer
    language plpgsql as
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
        -- Nobody writes from here on, so what is counted is what is dropped.
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

-- +goose StatementBegin
-- As before, but that of a day whose events were dropped no partition is made: its sums
-- would be replaced by those of the few events that come later.
create or replace function llm_event_partitions(first date, last date) returns integer
    language plpgsql as
$$
declare
    wanted date := first;
    name   text;
    made   integer := 0;
begin
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
drop table llm_day;
drop trigger llm_event_mark on llm_event;
drop function llm_event_mark();
drop table llm_event_dirty;
drop index llm_event_units;
drop function llm_prompt_from(bigint, bigint[]);
drop function llm_slice(timestamptz, text, timestamptz[], timestamptz[], text[]);
alter table llm_event drop constraint llm_event_tokens;
