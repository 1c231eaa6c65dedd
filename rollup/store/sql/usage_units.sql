-- As usage_rows, of units.
select {{template "part_asked_key.sql"}},
    unit, trim_scale(sum(quantity))::text as quantity
from llm_usage_unit
{{template "part_asked_rows.sql"}}
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
