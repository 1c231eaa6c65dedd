-- Sums, as a report asks for them. Parameters are those of part_asked_key.
select {{template "part_asked_key.sql"}},
    {{template "part_counts_added.sql"}}
from llm_usage
{{template "part_asked_rows.sql"}}
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
