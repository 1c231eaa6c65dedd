-- $1 first day, $2 last day. The days whose events have changed since they were folded.
select distinct day from llm_event_dirty where day between $1 and $2 order by day
