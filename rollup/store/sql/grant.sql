-- $1 kind, $2 role, $3 team or null.
select llm_grant($1, $2, $3)
