-- The events, one row for each attempt that reached a provider. Columns have the
-- names of the event's JSON. Text that is not known is empty; counts that were not
-- reported are null, which is not zero.
--
-- On a large, busy database: creates only, and locks nothing that exists.

-- +goose Up
create table llm_event (
    event_id              uuid        not null,
    ts                    timestamptz not null,
    team_id               text        not null default '',

    provider              text        not null default '',
    model                 text        not null default '',
    requested_model       text        not null default '',

    input_tokens          bigint,
    output_tokens         bigint,
    total_tokens          bigint,
    cache_read_tokens     bigint,
    cache_write_5m_tokens bigint,
    cache_write_1h_tokens bigint,
    reasoning_tokens      bigint,
    audio_input_tokens    bigint,
    audio_output_tokens   bigint,
    image_tokens          bigint,

    project_id            text        not null default '',
    service_name          text        not null default '',
    user_id               text        not null default '',
    request_type          text        not null default '',
    environment           text        not null default '',

    request_id            text        not null default '',
    attempt               integer,
    attempt_group         uuid,
    latency_ms            bigint,
    first_token_ms        bigint,
    status                text        not null default '',
    http_status           integer,
    usage_status          text        not null default '',
    service_tier          text        not null default '',
    region                text        not null default '',
    units                 jsonb,
    call_site             text        not null default '',

    -- A partitioned table's key has its partitioning column in it, and a
    -- distributed table's the one that it is distributed by. An event is stamped
    -- with ts and team once, before it is sent the first time, so this is as good
    -- as event_id alone.
    primary key (event_id, ts, team_id)
) partition by range (ts);

comment on table llm_event is 'one row per attempt that reached an LLM provider; see docs/sinks.md';

-- +goose StatementBegin
-- Makes the partitions of the days from first to last, in UTC, that do not exist
-- yet, and returns how many it has made. A partition is built first and attached
-- then: attaching waits for no reader or writer, where CREATE ... PARTITION OF
-- waits for all of them. There is no default partition, since rows in it would
-- stand in the way of the partition that they belong to; an event without a
-- partition is an error, and its sender keeps it.
create function llm_event_partitions(first date, last date) returns integer
    language plpgsql as
$$
declare
    day  date := first;
    name text;
    made integer := 0;
begin
    -- One at a time: two that make the same day would fail, not wait.
    perform pg_advisory_xact_lock(hashtext('llm_event_partitions'));
    while day <= last loop
        name := 'llm_event_' || to_char(day, 'YYYYMMDD');
        if to_regclass(name) is null then
            execute format('create table %I (like llm_event including defaults including constraints)', name);
            execute format('alter table llm_event attach partition %I for values from (%L) to (%L)',
                name, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
            made := made + 1;
        end if;
        day := day + 1;
    end loop;
    return made;
end
$$;
-- +goose StatementEnd

-- Events may be late by a week and a spool's outage, and a fortnight is time
-- enough to notice that nobody makes partitions any more.
select llm_event_partitions(
    (now() at time zone 'UTC')::date - 7,
    (now() at time zone 'UTC')::date + 14);

-- +goose Down
drop table llm_event;
drop function llm_event_partitions(date, date);
