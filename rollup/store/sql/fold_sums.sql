-- Parameters are those of part_event_key.
insert into llm_fold (day, {{template "part_key.sql"}}, {{template "part_counts.sql"}})
select $1::date, e.* from (
{{template "part_event_sums.sql"}}
) e
