insert into llm_usage (day, {{template "part_key.sql"}}, price_id, {{template "part_counts.sql"}})
select day, {{template "part_key.sql"}}, p.price_id, {{template "part_counts.sql"}}
from llm_fold f join llm_usage_price p using ({{template "part_priced.sql"}})
