-- $1 to $7 arrays of equal length, see part_priced_arrays; $8 the price that each is taken to have, $9 the one that it
-- gets, null is none; $10 the repricing. Notes what has that price still.
insert into llm_repricing_change (repricing_id, {{template "part_priced.sql"}}, old_price_id, new_price_id)
select $10, k.*
from unnest({{template "part_priced_arrays.sql"}}, $8::bigint[], $9::bigint[])
        as k ({{template "part_priced.sql"}}, old_price_id, new_price_id)
    join llm_usage_price p using ({{template "part_priced.sql"}})
where p.price_id is not distinct from k.old_price_id
