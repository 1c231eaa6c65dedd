-- $1 day. What has no price yet, of what occurs, oldest first, and the price of what it
-- was part of when the day was folded before: of the slice and the range of prompt sizes
-- that contained it then, or that it had none. Nothing else: what comes late in another
-- slice has the price of that slice.
select k.slice, k.provider, k.model, k.service_tier, k.region, k.prompt_from, o.price_id, p.day is not null or o.day is not null
from (select distinct slice, provider, model, service_tier, region, prompt_from from llm_fold) k
    join llm_day d on d.day = $1
    left join llm_usage_price p on p.day = $1 and p.slice = k.slice and p.provider = k.provider and p.model = k.model
        and p.service_tier = k.service_tier and p.region = k.region and p.prompt_from = k.prompt_from
    left join llm_usage_price o on o.day = $1 and o.provider = k.provider and o.model = k.model
        and o.service_tier = k.service_tier and o.region = k.region
        and o.slice = case when cardinality(d.fine) > 0 then llm_slice(k.slice, k.provider, d.plain, d.fine, d.quiet) end
        and o.prompt_from = llm_prompt_from(k.prompt_from, d.bounds)
where p.price_id is null
order by 1, 2, 3, 4, 5, 6
