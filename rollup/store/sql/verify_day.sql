-- $1 day, $2 its beginning, $3 that of the next; $4 where slices begin for the providers
-- in $6, $5 for the others, the beginning of the day included; $7 where ranges of prompt
-- sizes begin, the one from 0 not included.
-- The rows in which the sums and the events differ: what the sums say, and what the
-- events say.
with events as (
    select
    llm_slice(ts, provider, $4::timestamptz[], $5::timestamptz[], $6::text[]) as slice,
    team_id, project_id, service_name, request_type, environment, call_site,
    provider, case when model = '' then requested_model else model end as model, service_tier, region,
    llm_prompt_from(input_tokens, $7::bigint[]) as prompt_from,
    count(*) as requests,
    count(*) filter (where status = 'error') as errors,
    count(*) filter (where usage_status = 'missing') as missing,
    count(*) filter (where usage_status = 'partial') as partial,
    count(*) filter (where usage_status = 'suspect') as suspect,
    coalesce(sum(input_tokens), 0)::bigint as input_tokens,
    coalesce(sum(output_tokens), 0)::bigint as output_tokens,
    coalesce(sum(cache_read_tokens), 0)::bigint as cache_read_tokens,
    coalesce(sum(cache_write_5m_tokens), 0)::bigint as cache_write_5m_tokens,
    coalesce(sum(cache_write_1h_tokens), 0)::bigint as cache_write_1h_tokens,
    coalesce(sum(reasoning_tokens), 0)::bigint as reasoning_tokens,
    coalesce(sum(audio_input_tokens), 0)::bigint as audio_input_tokens,
    coalesce(sum(audio_output_tokens), 0)::bigint as audio_output_tokens,
    coalesce(sum(image_tokens), 0)::bigint as image_tokens
    from llm_event
    where ts >= $2 and ts < $3
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
), sums as (
    select slice, team_id, project_id, service_name, request_type, environment, call_site, provider, model, service_tier, region, prompt_from, requests, errors, missing, partial, suspect, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, reasoning_tokens, audio_input_tokens, audio_output_tokens, image_tokens
    from llm_usage
    where day = $1
)
select coalesce(e.team_id, s.team_id), coalesce(e.project_id, s.project_id), coalesce(e.service_name, s.service_name),
    coalesce(e.provider, s.provider), coalesce(e.model, s.model), coalesce(e.slice, s.slice),
    coalesce(s.requests, 0), coalesce(e.requests, 0),
    coalesce(s.input_tokens, 0), coalesce(e.input_tokens, 0),
    coalesce(s.output_tokens, 0), coalesce(e.output_tokens, 0)
from events e full join sums s using (slice, team_id, project_id, service_name, request_type, environment, call_site, provider, model, service_tier, region, prompt_from)
where (e.requests, e.errors, e.missing, e.partial, e.suspect, e.input_tokens, e.output_tokens, e.cache_read_tokens, e.cache_write_5m_tokens, e.cache_write_1h_tokens, e.reasoning_tokens, e.audio_input_tokens, e.audio_output_tokens, e.image_tokens)
    is distinct from (s.requests, s.errors, s.missing, s.partial, s.suspect, s.input_tokens, s.output_tokens, s.cache_read_tokens, s.cache_write_5m_tokens, s.cache_write_1h_tokens, s.reasoning_tokens, s.audio_input_tokens, s.audio_output_tokens, s.image_tokens)
order by 1, 2, 3, 4, 5, 6
