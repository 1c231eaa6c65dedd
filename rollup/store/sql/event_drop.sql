-- $1 day.
select llm_event_drop($1)
