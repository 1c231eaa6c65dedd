-- $1 first day, $2 last day. How those that were folded were cut.
select day, plain, fine, quiet, bounds, events, dropped_at is not null from llm_day where day between $1 and $2 and folded_at is not null order by day
