-- $1 name, $2 rate. A rate that changed under its name is another one. Another
-- transaction that adds the same is waited for.
insert into llm_price (name, rate) values ($1, $2::jsonb) on conflict (name, md5(rate::text)) do nothing
