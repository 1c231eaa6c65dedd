-- $1 days. Holds them for the rest of the transaction, as a fold does.
select day from llm_day where day = any ($1::date[]) order by day for update
