{{/* What occurs in the sums, and how much; the argument is a condition. */ -}}
select {{template "part_priced.sql"}}, bool_or(price_id is null), sum(requests)::bigint, sum(input_tokens + output_tokens)::bigint
from llm_usage
where {{.}}
group by 1, 2, 3, 4, 5, 6, 7
order by 1, 2, 3, 4, 5, 6, 7
