-- Events that are there already are passed over. There is no conflict target, since
-- that would need the right to SELECT.
insert into llm_event (
    event_id, ts, team_id, provider, model, requested_model, input_tokens, output_tokens,
    total_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    reasoning_tokens, audio_input_tokens, audio_output_tokens, image_tokens, project_id,
    service_name, user_id, request_type, environment, request_id, attempt, attempt_group,
    latency_ms, first_token_ms, status, http_status, usage_status, service_tier, region, units,
    call_site)
select * from unnest(
    $1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
    $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
    $14::bigint[], $15::bigint[], $16::bigint[], $17::text[], $18::text[], $19::text[],
    $20::text[], $21::text[], $22::text[], $23::integer[], $24::uuid[], $25::bigint[],
    $26::bigint[], $27::text[], $28::integer[], $29::text[], $30::text[], $31::text[],
    $32::jsonb[], $33::text[])
on conflict do nothing
