-- $1 first day, $2 last day. What has no price in the sums, oldest first.
{{template "part_used.sql" "price_id is null and day between $1 and $2"}}
