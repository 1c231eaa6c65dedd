-- As usage_rows, of units.
select {{template "part_asked_key.sql" .}},
    unit, trim_scale(sum(quantity))::text as quantity
from llm_usage_unit llm
{{template "part_asked_rows.sql" .}}, unit
