{{/* The key of the sums that an event is in: twelve columns, as in part_key. $1 day, $2 its beginning, $3 that of the
next; $4 where slices begin for the providers in $6, $5 for the others, the beginning of the day included; $7 where
ranges of prompt sizes begin, the one from 0 not included. The day is not used here, but by those who include this. */ -}}
llm_slice(ts, provider, $4::timestamptz[], $5::timestamptz[], $6::text[]) as slice,
    team_id, project_id, service_name, request_type, environment, call_site,
    provider, case when model = '' then requested_model else model end as model, service_tier, region,
    llm_prompt_from(input_tokens, $7::bigint[]) as prompt_from
