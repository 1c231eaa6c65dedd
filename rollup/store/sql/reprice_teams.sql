-- $1 to $7 arrays of equal length: day, slice, provider, model, service_tier, region,
-- prompt_from. The sums of these by team; ordinality is the place in the arrays.
select k.ordinality, u.team_id,
    sum(u.requests)::bigint, sum(u.errors)::bigint, sum(u.missing)::bigint, sum(u.partial)::bigint, sum(u.suspect)::bigint,
    sum(u.input_tokens)::bigint, sum(u.output_tokens)::bigint, sum(u.cache_read_tokens)::bigint,
    sum(u.cache_write_5m_tokens)::bigint, sum(u.cache_write_1h_tokens)::bigint, sum(u.reasoning_tokens)::bigint,
    sum(u.audio_input_tokens)::bigint, sum(u.audio_output_tokens)::bigint, sum(u.image_tokens)::bigint
from unnest($1::date[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
        with ordinality as k (day, slice, provider, model, service_tier, region, prompt_from, ordinality)
    join llm_usage u using (day, slice, provider, model, service_tier, region, prompt_from)
group by 1, 2
order by 1, 2
