{{/* What a report keeps apart: twelve columns. $1 where periods begin, ascending; $2 where the last one ends; $3 the
fields to keep apart; $4 days that are left out; $5 to $14 the values that the fields may have, in the order of the
columns, null for any. The conditions on $3 and on null are decided when the statement is planned. */ -}}
case when cardinality($1::timestamptz[]) = 1 then ($1::timestamptz[])[1] else ($1::timestamptz[])[width_bucket(slice, $1::timestamptz[])] end as period,
    case when 'team' = any ($3::text[]) then team_id else '' end as team_id,
    case when 'project' = any ($3::text[]) then project_id else '' end as project_id,
    case when 'service' = any ($3::text[]) then service_name else '' end as service_name,
    case when 'request_type' = any ($3::text[]) then request_type else '' end as request_type,
    case when 'environment' = any ($3::text[]) then environment else '' end as environment,
    case when 'call_site' = any ($3::text[]) then call_site else '' end as call_site,
    case when 'provider' = any ($3::text[]) then provider else '' end as provider,
    case when 'model' = any ($3::text[]) then model else '' end as model,
    case when 'service_tier' = any ($3::text[]) then service_tier else '' end as service_tier,
    case when 'region' = any ($3::text[]) then region else '' end as region,
    price_id
