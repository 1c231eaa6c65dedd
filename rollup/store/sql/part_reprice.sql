{{/* Gives the rows of a table the prices of a repricing. */ -}}
update {{.}} u set price_id = c.new_price_id
from llm_repricing_change c
where c.repricing_id = $1 and (u.day, u.slice, u.provider, u.model, u.service_tier, u.region, u.prompt_from)
    = (c.day, c.slice, c.provider, c.model, c.service_tier, c.region, c.prompt_from)
