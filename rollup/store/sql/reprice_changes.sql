-- $1 the repricing; $2 to $8 arrays of equal length: day, slice, provider, model, service_tier, region, prompt_from;
-- $9 the price that each is taken to have, $10 the one that it gets; null is none. Notes what has that price still.
insert into llm_repricing_change (repricing_id, day, slice, provider, model, service_tier, region, prompt_from, old_price_id, new_price_id)
select $1, k.* from unnest($2::date[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[])
        as k (day, slice, provider, model, service_tier, region, prompt_from, old_price_id, new_price_id)
    join llm_usage_price p using (day, slice, provider, model, service_tier, region, prompt_from)
where p.price_id is not distinct from k.old_price_id
