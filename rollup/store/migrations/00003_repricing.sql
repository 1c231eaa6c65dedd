-- Who gave past usage other prices, when, and which.
--
-- On a large, busy database: makes two empty tables.

-- +goose Up
create table llm_repricing (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    db_user    text        not null default current_user,
    who        text        not null, -- as the command was told, or who ran it
    prices     text        not null, -- the price table
    begins     timestamptz not null, -- of the usage
    ends       timestamptz not null,
    reopened   boolean     not null, -- months that were closed are among it
    difference text        not null  -- of the cost, in US dollars
);

create table llm_repricing_change (
    repricing_id bigint      not null references llm_repricing,
    day          date        not null,
    slice        timestamptz not null,
    provider     text        not null,
    model        text        not null,
    service_tier text        not null,
    region       text        not null,
    prompt_from  bigint      not null,
    old_price_id bigint      references llm_price,
    new_price_id bigint      references llm_price
);
create index llm_repricing_change_of on llm_repricing_change (repricing_id);

comment on table llm_repricing is 'each time that prices apply changed the price of past usage';

-- +goose Down
drop table llm_repricing_change;
drop table llm_repricing;
