-- $1 day. The first day from there on that has no partition, of the next hundred.
select min(day)::date
from generate_series($1::date, $1::date + 100, interval '1 day') as day
where not exists (
    select from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'llm_event'::regclass and c.relname = 'llm_event_' || to_char(day, 'YYYYMMDD'))
