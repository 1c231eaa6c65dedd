-- The events of a day, cut otherwise than its sums, with the prices of those. Parameters are those of part_event_key.
with e as (
{{template "part_event_sums.sql" "user_id"}}
)
select {{template "part_anew.sql"}}, {{template "part_counts.sql"}}
from e
    {{template "part_anew_price.sql"}}
