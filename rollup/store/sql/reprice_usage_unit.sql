-- $1 the repricing.
{{template "part_reprice.sql" "llm_usage_unit"}}
