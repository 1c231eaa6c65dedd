-- How many sums of units differ from those of the events of a day. Parameters are those of part_event_key.
with events as (
{{template "part_event_units.sql"}}
)
select count(*)
from events e full join (select * from llm_usage_unit where day = $1) s using ({{template "part_key.sql"}}, unit)
where e.quantity is distinct from s.quantity
