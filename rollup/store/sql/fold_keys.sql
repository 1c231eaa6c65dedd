-- $1 day. What has no price yet, of what occurs, oldest first, and the price that held
-- at that time when the day was folded before, if one did: the nearest slice before,
-- and the largest smaller prompt.
select k.slice, k.provider, k.model, k.service_tier, k.region, k.prompt_from,
    (select p.price_id from llm_usage_price p
     where p.day = $1 and p.provider = k.provider and p.model = k.model and p.service_tier = k.service_tier and p.region = k.region
        and p.slice <= k.slice and p.prompt_from <= k.prompt_from
     order by p.slice desc, p.prompt_from desc limit 1) as price_id
from (select distinct slice, provider, model, service_tier, region, prompt_from from llm_fold) k
    left join llm_usage_price p on p.day = $1 and p.slice = k.slice and p.provider = k.provider and p.model = k.model
        and p.service_tier = k.service_tier and p.region = k.region and p.prompt_from = k.prompt_from
where p.price_id is null
order by 1, 2, 3, 4, 5, 6
