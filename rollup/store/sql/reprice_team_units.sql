-- As reprice_teams, of units.
select ordinality, team_id, unit, trim_scale(sum(quantity))::text
from unnest({{template "part_priced_arrays.sql"}}) with ordinality as k ({{template "part_priced.sql"}}, ordinality)
    join llm_usage_unit u using ({{template "part_priced.sql"}})
group by 1, 2, 3
order by 1, 2, 3
