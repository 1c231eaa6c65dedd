-- $1 first day, $2 last day. What has no price in the sums, oldest first.
select {{template "part_priced.sql"}}, sum(requests)::bigint, sum(input_tokens + output_tokens)::bigint
from llm_usage
where price_id is null and day between $1 and $2
group by 1, 2, 3, 4, 5, 6, 7
order by 1, 2, 3, 4, 5, 6, 7
