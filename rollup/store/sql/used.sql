-- $1 first day, $2 last day. What occurs in the sums, oldest first.
{{template "part_used.sql" "day between $1 and $2"}}
