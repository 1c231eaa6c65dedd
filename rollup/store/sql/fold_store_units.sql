insert into llm_usage_unit (day, {{template "part_key.sql"}}, price_id, unit, quantity)
select day, {{template "part_key.sql"}}, p.price_id, unit, quantity
from llm_fold_unit f join llm_usage_price p using ({{template "part_priced.sql"}})
