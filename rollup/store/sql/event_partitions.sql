-- $1 first day, $2 last day (dates in UTC, inclusive). Returns how many were made.
select llm_event_partitions($1::date, $2::date)
