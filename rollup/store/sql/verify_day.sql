-- The rows in which the sums and the events of a day differ: what the sums say, and what the events say. Parameters are
-- those of part_event_key.
with events as (
{{template "part_event_sums.sql"}}
), sums as (
    select {{template "part_key.sql"}}, {{template "part_counts.sql"}}
    from llm_usage
    where day = $1
)
select coalesce(e.team_id, s.team_id), coalesce(e.project_id, s.project_id), coalesce(e.service_name, s.service_name),
    coalesce(e.provider, s.provider), coalesce(e.model, s.model), coalesce(e.slice, s.slice),
    coalesce(s.requests, 0), coalesce(e.requests, 0),
    coalesce(s.input_tokens, 0), coalesce(e.input_tokens, 0),
    coalesce(s.output_tokens, 0), coalesce(e.output_tokens, 0)
from events e full join sums s using ({{template "part_key.sql"}})
where e is distinct from s
order by 1, 2, 3, 4, 5, 6
