-- What occurs in the events of a day. Parameters are those of part_event_key.
select $1::date, slice, provider, model, service_tier, region, prompt_from, false, sum(requests)::bigint, sum(input_tokens + output_tokens)::bigint
from (
{{template "part_event_sums.sql"}}
) e
group by 2, 3, 4, 5, 6, 7
order by 2, 3, 4, 5, 6, 7
