-- $1 first day, $2 last day. What has no price in the sums, oldest first.
select {{template "part_priced.sql"}}
from llm_usage_price
where price_id is null and day between $1 and $2
order by 1, 2, 3, 4, 5, 6, 7
