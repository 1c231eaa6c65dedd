-- $1 to $7 arrays of equal length, see part_priced_arrays. The sums of these by team; ordinality is the place in the
-- arrays.
select ordinality, team_id,
    {{template "part_counts_added.sql"}}
from unnest({{template "part_priced_arrays.sql"}}) with ordinality as k ({{template "part_priced.sql"}}, ordinality)
    join llm_usage u using ({{template "part_priced.sql"}})
group by 1, 2
order by 1, 2
