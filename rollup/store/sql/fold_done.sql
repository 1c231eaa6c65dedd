-- $1 day, $2 plain, $3 fine, $4 quiet, $5 bounds. Returns how many events there are.
update llm_day set plain = $2, fine = $3, quiet = $4, bounds = $5, folded_at = now(),
    events = (select coalesce(sum(requests), 0) from llm_usage where day = $1)
where day = $1
returning events
