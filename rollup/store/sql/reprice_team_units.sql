-- As reprice_teams, of units.
select k.ordinality, u.team_id, u.unit, trim_scale(sum(u.quantity))::text
from unnest($1::date[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
        with ordinality as k (day, slice, provider, model, service_tier, region, prompt_from, ordinality)
    join llm_usage_unit u using (day, slice, provider, model, service_tier, region, prompt_from)
group by 1, 2, 3
order by 1, 2, 3
