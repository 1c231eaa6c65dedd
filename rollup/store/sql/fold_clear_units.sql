-- $1 day.
delete from llm_usage_unit where day = $1
