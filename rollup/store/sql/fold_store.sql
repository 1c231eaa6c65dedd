insert into llm_usage (day, slice, team_id, project_id, service_name, request_type, environment, call_site, provider, model, service_tier, region, prompt_from, price_id,
    requests, errors, missing, partial, suspect, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, reasoning_tokens, audio_input_tokens, audio_output_tokens, image_tokens)
select f.day, f.slice, f.team_id, f.project_id, f.service_name, f.request_type, f.environment, f.call_site, f.provider, f.model, f.service_tier, f.region, f.prompt_from, p.price_id,
    f.requests, f.errors, f.missing, f.partial, f.suspect, f.input_tokens, f.output_tokens, f.cache_read_tokens, f.cache_write_5m_tokens, f.cache_write_1h_tokens, f.reasoning_tokens, f.audio_input_tokens, f.audio_output_tokens, f.image_tokens
from llm_fold f join llm_usage_price p using (day, slice, provider, model, service_tier, region, prompt_from)
