-- $1 where periods begin, ascending; $2 where the last one ends; $3 the fields to keep
-- apart; $4 days that are left out; $5 to $14 the values that the fields may have, in the
-- order of the columns, null for any. The conditions on $3 and on null are decided when
-- the statement is planned.
select case when cardinality($1::timestamptz[]) = 1 then ($1::timestamptz[])[1] else ($1::timestamptz[])[width_bucket(slice, $1::timestamptz[])] end as period,
    case when 'team' = any ($3::text[]) then team_id else '' end as team_id,
    case when 'project' = any ($3::text[]) then project_id else '' end as project_id,
    case when 'service' = any ($3::text[]) then service_name else '' end as service_name,
    case when 'request_type' = any ($3::text[]) then request_type else '' end as request_type,
    case when 'environment' = any ($3::text[]) then environment else '' end as environment,
    case when 'call_site' = any ($3::text[]) then call_site else '' end as call_site,
    case when 'provider' = any ($3::text[]) then provider else '' end as provider,
    case when 'model' = any ($3::text[]) then model else '' end as model,
    case when 'service_tier' = any ($3::text[]) then service_tier else '' end as service_tier,
    case when 'region' = any ($3::text[]) then region else '' end as region,
    price_id,
sum(requests)::bigint as requests,
    sum(errors)::bigint as errors,
    sum(missing)::bigint as missing,
    sum(partial)::bigint as partial,
    sum(suspect)::bigint as suspect,
    sum(input_tokens)::bigint as input_tokens,
    sum(output_tokens)::bigint as output_tokens,
    sum(cache_read_tokens)::bigint as cache_read_tokens,
    sum(cache_write_5m_tokens)::bigint as cache_write_5m_tokens,
    sum(cache_write_1h_tokens)::bigint as cache_write_1h_tokens,
    sum(reasoning_tokens)::bigint as reasoning_tokens,
    sum(audio_input_tokens)::bigint as audio_input_tokens,
    sum(audio_output_tokens)::bigint as audio_output_tokens,
    sum(image_tokens)::bigint as image_tokens
from llm_usage
where day >= (($1::timestamptz[])[1] at time zone 'UTC')::date and day <= ($2::timestamptz at time zone 'UTC')::date
    and slice >= ($1::timestamptz[])[1] and slice < $2 and not day = any ($4::date[])
    and ($5::text[] is null or team_id = any ($5::text[]))
    and ($6::text[] is null or project_id = any ($6::text[]))
    and ($7::text[] is null or service_name = any ($7::text[]))
    and ($8::text[] is null or request_type = any ($8::text[]))
    and ($9::text[] is null or environment = any ($9::text[]))
    and ($10::text[] is null or call_site = any ($10::text[]))
    and ($11::text[] is null or provider = any ($11::text[]))
    and ($12::text[] is null or model = any ($12::text[]))
    and ($13::text[] is null or service_tier = any ($13::text[]))
    and ($14::text[] is null or region = any ($14::text[]))
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
