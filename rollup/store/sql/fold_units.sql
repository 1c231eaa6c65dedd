-- $1 day, $2 its beginning, $3 that of the next; $4 where slices begin for the providers
-- in $6, $5 for the others, the beginning of the day included; $7 where ranges of prompt
-- sizes begin, the one from 0 not included.
insert into llm_fold_unit (day, slice, team_id, project_id, service_name, request_type, environment, call_site, provider, model, service_tier, region, prompt_from, unit, quantity)
select $1::date as day,
    llm_slice(ts, provider, $4::timestamptz[], $5::timestamptz[], $6::text[]) as slice,
    team_id, project_id, service_name, request_type, environment, call_site,
    provider, case when model = '' then requested_model else model end as model, service_tier, region,
    llm_prompt_from(input_tokens, $7::bigint[]) as prompt_from,
    unit.key as unit, sum(unit.value::numeric) as quantity
from llm_event, jsonb_each_text(units) as unit
where ts >= $2 and ts < $3 and units is not null
group by 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
