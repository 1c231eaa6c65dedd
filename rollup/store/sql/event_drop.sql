-- $1 the first day that is kept.
select llm_event_drop($1)
