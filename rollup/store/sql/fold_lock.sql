-- $1 day. Holds the day for the rest of the transaction; one run at a time has it.
select events from llm_day where day = $1 for update
