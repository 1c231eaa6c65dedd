-- $1 and $2 the moments from which on and before which. What occurs in the sums, and the
-- price that it has.
select p.day, p.slice, p.provider, p.model, p.service_tier, p.region, p.prompt_from, p.price_id, coalesce(llm_price.name, ''), llm_price.rate::text
from llm_usage_price p left join llm_price on llm_price.id = p.price_id
where p.day >= ($1::timestamptz at time zone 'UTC')::date and p.day <= ($2::timestamptz at time zone 'UTC')::date
    and p.slice >= $1 and p.slice < $2
order by 2, 3, 4, 5, 6, 7
