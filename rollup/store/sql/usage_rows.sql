-- Sums, as a report asks for them. Parameters are those of part_asked_key.
select {{template "part_asked_key.sql" .}},
    {{template "part_counts_added.sql"}}
from llm_usage llm
{{template "part_asked_rows.sql" .}}
