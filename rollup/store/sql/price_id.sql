-- $1 name, $2 rate.
select id from llm_price where name = $1 and md5(rate::text) = md5($2::jsonb::text)
