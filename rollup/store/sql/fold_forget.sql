-- $1 day. What had no price and occurs no longer, since the day is cut otherwise now. What has
-- none is what occurs, so that it is found without reading the sums.
delete from llm_usage_price p
where p.day = $1 and p.price_id is null and not exists (
    select from llm_fold f
    where (f.slice, f.provider, f.model, f.service_tier, f.region, f.prompt_from) = (p.slice, p.provider, p.model, p.service_tier, p.region, p.prompt_from))
