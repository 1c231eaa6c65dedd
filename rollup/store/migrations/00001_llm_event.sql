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
    primary key (event_id, ts, team_id),

    -- No request uses a million times what the largest models take, and what was
    -- counted by mistake must not make the sums of a day overflow.
    constraint llm_event_tokens check (
        input_tokens between -1000000000000 and 1000000000000
        and output_tokens between -1000000000000 and 1000000000000
        and cache_read_tokens between -1000000000000 and 1000000000000
        and cache_write_5m_tokens between -1000000000000 and 1000000000000
        and cache_write_1h_tokens between -1000000000000 and 1000000000000
        and reasoning_tokens between -1000000000000 and 1000000000000
        and audio_input_tokens between -1000000000000 and 1000000000000
        and audio_output_tokens between -1000000000000 and 1000000000000
        and image_tokens between -1000000000000 and 1000000000000)
) partition by range (ts);

comment on table llm_event is 'one row per attempt that reached an LLM provider; see docs/sinks.md';

-- +goose Down
drop table llm_event;
