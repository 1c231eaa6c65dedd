-- The same, of units.
create temp table llm_fold_unit (like llm_usage_unit including defaults) on commit drop
