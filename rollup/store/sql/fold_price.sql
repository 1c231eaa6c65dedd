-- $1 to $7 arrays of equal length, see part_priced_arrays; $8 ids of prices, null where there is none.
insert into llm_usage_price ({{template "part_priced.sql"}}, price_id)
select * from unnest({{template "part_priced_arrays.sql"}}, $8::bigint[])
on conflict ({{template "part_priced.sql"}}) do update set price_id = excluded.price_id
