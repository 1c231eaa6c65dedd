-- $1 first moment, $2 end.
select exists (select from llm_event where ts >= $1 and ts < $2)
