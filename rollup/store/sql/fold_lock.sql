-- $1 day. Holds the day for the rest of the transaction; one run at a time has it. Returns
-- how it was folded before.
select events, folded_at is not null, plain, fine, quiet, bounds from llm_day where day = $1 for update
