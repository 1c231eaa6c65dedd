-- $1 the first day that is kept. The days before it that may be dropped, oldest first; the
-- function looks again.
select day from llm_day
where day < $1 and folded_at is not null and dropped_at is null
    and day not in (select day from llm_event_dirty)
order by day
