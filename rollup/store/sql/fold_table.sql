-- What a day is folded into, until it is known what it costs.
create temp table llm_fold (like llm_usage including defaults) on commit drop
