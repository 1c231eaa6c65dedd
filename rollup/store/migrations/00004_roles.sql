-- Rights: who may write events, who folds them, and whose sums a reader sees.
--
-- On a large, busy database: changes rights only.

-- +goose Up

-- Which teams a role sees the sums of; all of them if team_id is null.
create table llm_reader (
    role_name name not null,
    team_id   text,
    unique nulls not distinct (role_name, team_id)
);

comment on table llm_reader is 'the teams whose sums a role sees; null: all';

-- Events themselves are not for readers: loading them by COPY does not go with row-level
-- security. The sums are, and their owner sees all.
alter table llm_usage enable row level security;
alter table llm_usage_unit enable row level security;

create policy llm_usage_read on llm_usage for select
    using (team_id = any (array(select r.team_id from llm_reader r where r.role_name = current_user))
        or exists (select from llm_reader r where r.role_name = current_user and r.team_id is null));
create policy llm_usage_unit_read on llm_usage_unit for select
    using (team_id = any (array(select r.team_id from llm_reader r where r.role_name = current_user))
        or exists (select from llm_reader r where r.role_name = current_user and r.team_id is null));
create policy llm_usage_insert on llm_usage for insert with check (true);
create policy llm_usage_delete on llm_usage for delete using (true);
create policy llm_usage_update on llm_usage for update using (true);
create policy llm_usage_unit_insert on llm_usage_unit for insert with check (true);
create policy llm_usage_unit_delete on llm_usage_unit for delete using (true);
create policy llm_usage_unit_update on llm_usage_unit for update using (true);

-- +goose StatementBegin
-- Gives a role that exists what it needs, and nothing more. kind is one of
--   writer   inserts events, and can read nothing
--   rollup   reads events, writes sums and prices, makes and drops partitions
--   reader   reads the sums of a team, or of all teams if team is null
create function llm_grant(kind text, role name, team text default null) returns void
    language plpgsql as
$$
begin
    case kind
        when 'writer' then
            execute format('grant insert on llm_event to %I', role);
        when 'rollup' then
            execute format('grant select, insert on llm_event to %I', role);
            execute format('grant select, insert, update, delete on llm_event_dirty, llm_day, llm_price, llm_usage_price, llm_usage, llm_usage_unit, llm_runs, llm_repricing, llm_repricing_change to %I', role);
            execute format('grant select on llm_reader, goose_db_version to %I', role);
            execute format('grant execute on function llm_event_partitions(date, date), llm_event_drop(date) to %I', role);
            insert into llm_reader values (role, null) on conflict do nothing;
        when 'reader' then
            execute format('grant select on llm_usage, llm_usage_unit, llm_price, llm_day, llm_usage_price, llm_reader, goose_db_version to %I', role);
            insert into llm_reader values (role, team) on conflict do nothing;
        else
            raise exception 'llm_grant: there is no kind %; writer, rollup and reader are', quote_literal(kind);
    end case;
end
$$;
-- +goose StatementEnd

-- These run with the rights of the owner of llm_event, whoever calls them.
revoke execute on function llm_event_partitions(date, date), llm_event_drop(date), llm_grant(text, name, text) from public;

-- +goose Down
grant execute on function llm_event_partitions(date, date), llm_event_drop(date) to public;
drop function llm_grant(text, name, text);
drop policy llm_usage_unit_update on llm_usage_unit;
drop policy llm_usage_unit_delete on llm_usage_unit;
drop policy llm_usage_unit_insert on llm_usage_unit;
drop policy llm_usage_update on llm_usage;
drop policy llm_usage_delete on llm_usage;
drop policy llm_usage_insert on llm_usage;
drop policy llm_usage_unit_read on llm_usage_unit;
drop policy llm_usage_read on llm_usage;
alter table llm_usage_unit disable row level security;
alter table llm_usage disable row level security;
drop table llm_reader;
