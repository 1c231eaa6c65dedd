-- $1 days. Tokens without a price, by model.
select model, sum(input_tokens + output_tokens)::bigint
from llm_usage
where day = any ($1::date[]) and price_id is null and input_tokens + output_tokens <> 0
group by 1
order by 1
