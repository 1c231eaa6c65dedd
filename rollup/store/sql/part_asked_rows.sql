{{/* The rows of sums that a report is made of. Parameters are those of part_asked_key. */ -}}
where day >= (($1::timestamptz[])[1] at time zone 'UTC')::date and day <= ($2::timestamptz at time zone 'UTC')::date
    and slice >= ($1::timestamptz[])[1] and slice < $2 and not day = any ($4::date[])
    and ($5::text[] is null or team_id = any ($5::text[]))
    and ($6::text[] is null or project_id = any ($6::text[]))
    and ($7::text[] is null or service_name = any ($7::text[]))
    and ($8::text[] is null or request_type = any ($8::text[]))
    and ($9::text[] is null or environment = any ($9::text[]))
    and ($10::text[] is null or call_site = any ($10::text[]))
    and ($11::text[] is null or provider = any ($11::text[]))
    and ($12::text[] is null or model = any ($12::text[]))
    and ($13::text[] is null or service_tier = any ($13::text[]))
    and ($14::text[] is null or region = any ($14::text[]))
