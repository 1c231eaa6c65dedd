{{/* What sums of a day are kept apart by, in the order in which the store's Go code reads them. */ -}}
slice, team_id, project_id, service_name, request_type, environment, call_site, provider, model, service_tier, region, prompt_from
