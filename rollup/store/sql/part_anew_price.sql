{{/* Joins to e the price that the sums of the day $1 have, which were cut otherwise. */ -}}
left join lateral (
        select p.price_id, true as known from llm_usage_price p
            join llm_day d on d.day = p.day
        where p.day = $1 and p.provider = e.provider and p.model = e.model and p.service_tier = e.service_tier and p.region = e.region
            and p.slice = llm_slice(e.slice, e.provider, d.plain, d.fine, d.quiet) and p.prompt_from = e.prompt_from
    ) k on true
    left join llm_price on llm_price.id = k.price_id
