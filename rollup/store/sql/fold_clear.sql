-- $1 day.
delete from llm_usage where day = $1
