-- $1 name, $2 rate. Its id; a rate that changed under its name is another one.
with made as (
    insert into llm_price (name, rate) values ($1, $2::jsonb) on conflict (name, md5(rate::text)) do nothing returning id
)
select id from made
union all
select id from llm_price where name = $1 and md5(rate::text) = md5($2::jsonb::text)
limit 1
