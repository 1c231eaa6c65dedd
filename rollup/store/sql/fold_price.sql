-- $1 day, $2 to $7 arrays of equal length: slice, provider, model, service_tier, region, prompt_from; $8 ids of
-- prices, null where there is none.
insert into llm_usage_price (day, slice, provider, model, service_tier, region, prompt_from, price_id)
select $1, k.* from unnest($2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[]) as k
on conflict (day, slice, provider, model, service_tier, region, prompt_from) do update set price_id = excluded.price_id
