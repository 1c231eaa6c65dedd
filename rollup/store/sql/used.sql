-- $1 first day, $2 last day. What occurs in the sums, and how much, oldest first.
select {{template "part_priced.sql"}}, bool_or(price_id is null), sum(requests)::bigint, sum(input_tokens + output_tokens)::bigint
from llm_usage
where day between $1 and $2
group by 1, 2, 3, 4, 5, 6, 7
order by 1, 2, 3, 4, 5, 6, 7
