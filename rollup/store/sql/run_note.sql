insert into llm_runs (started_at, finished_at, date, days, events, unpriced, error)
values ($1, $2, $3, $4, $5, $6, $7)
