{{/* What of a day is added up anew as e, before its counts or units: its columns in the order of the Go function keys,
and the price that its sums have. */ -}}
slice, team_id, project_id, service_name, user_id, request_type, environment, call_site, provider, model, service_tier, region, prompt_from,
    llm_price.name, llm_price.rate::text
