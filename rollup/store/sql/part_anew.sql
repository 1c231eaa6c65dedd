{{/* What of a day is added up anew as e, before its counts or units: its columns in the order of the Go function keys,
the price that its sums have, and whether they have it, with a price or without. */ -}}
slice, team_id, project_id, service_name, user_id, request_type, environment, call_site, provider, model, service_tier, region, prompt_from,
    llm_price.name, llm_price.rate::text, coalesce(k.known, false)
