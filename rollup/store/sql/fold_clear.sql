-- $1 day.
with units as (delete from llm_usage_unit where day = $1)
delete from llm_usage where day = $1
