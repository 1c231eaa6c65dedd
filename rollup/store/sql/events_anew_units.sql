-- As events_anew, of units.
with e as (
{{template "part_event_units.sql" "user_id"}}
)
select {{template "part_anew.sql"}}, unit, trim_scale(quantity)::text
from e
    {{template "part_anew_price.sql"}}
