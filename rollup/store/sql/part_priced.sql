{{/* What a price is kept for. */ -}}
day, slice, provider, model, service_tier, region, prompt_from
