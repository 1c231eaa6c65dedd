insert into llm_usage_unit (day, slice, team_id, project_id, service_name, request_type, environment, call_site, provider, model, service_tier, region, prompt_from, price_id,
    unit, quantity)
select f.day, f.slice, f.team_id, f.project_id, f.service_name, f.request_type, f.environment, f.call_site, f.provider, f.model, f.service_tier, f.region, f.prompt_from, p.price_id,
    f.unit, f.quantity
from llm_fold_unit f join llm_usage_price p using (day, slice, provider, model, service_tier, region, prompt_from)
