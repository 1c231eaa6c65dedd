-- Parameters are those of part_event_key.
insert into llm_fold_unit (day, {{template "part_key.sql"}}, unit, quantity)
select $1::date, e.* from (
{{template "part_event_units.sql"}}
) e
