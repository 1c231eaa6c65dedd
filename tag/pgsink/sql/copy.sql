-- The fast way in, while no event is there already: COPY knows no ON CONFLICT.
copy llm_event (
    event_id, ts, team_id, provider, model, requested_model, input_tokens, output_tokens,
    total_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    reasoning_tokens, audio_input_tokens, audio_output_tokens, image_tokens, project_id,
    service_name, user_id, request_type, environment, request_id, attempt, attempt_group,
    latency_ms, first_token_ms, status, http_status, usage_status, service_tier, region, units,
    call_site)
from stdin with (format binary)
