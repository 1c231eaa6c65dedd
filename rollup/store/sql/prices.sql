-- $1 ids.
select id, name, rate::text from llm_price where id = any ($1::bigint[])
