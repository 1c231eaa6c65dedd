{{/* The units of the events of a day, added up: as part_event_sums, with unit and quantity in place of the counts. */ -}}
select
    {{template "part_event_key.sql"}},
    {{with .}}{{.}},{{end}}
    unit.key as unit, sum(unit.value::numeric) as quantity
from llm_event, jsonb_each_text(units) as unit
where ts >= $2 and ts < $3 and units is not null
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13{{with .}}, 14{{end}}
