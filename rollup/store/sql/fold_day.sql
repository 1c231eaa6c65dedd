-- $1 day. What is locked must be there.
insert into llm_day (day) values ($1) on conflict do nothing
