{{/* The events of a day, added up: part_key, the template's argument as a further column to keep apart if it is
given, part_counts. Parameters are those of part_event_key. */ -}}
select
    {{template "part_event_key.sql"}},
    {{with .}}{{.}},{{end}}
    count(*) as requests,
    count(*) filter (where status = 'error') as errors,
    count(*) filter (where usage_status = 'missing') as missing,
    count(*) filter (where usage_status = 'partial') as partial,
    count(*) filter (where usage_status = 'suspect') as suspect,
    coalesce(sum(input_tokens), 0)::bigint as input_tokens,
    coalesce(sum(output_tokens), 0)::bigint as output_tokens,
    coalesce(sum(cache_read_tokens), 0)::bigint as cache_read_tokens,
    coalesce(sum(cache_write_5m_tokens), 0)::bigint as cache_write_5m_tokens,
    coalesce(sum(cache_write_1h_tokens), 0)::bigint as cache_write_1h_tokens,
    coalesce(sum(reasoning_tokens), 0)::bigint as reasoning_tokens,
    coalesce(sum(audio_input_tokens), 0)::bigint as audio_input_tokens,
    coalesce(sum(audio_output_tokens), 0)::bigint as audio_output_tokens,
    coalesce(sum(image_tokens), 0)::bigint as image_tokens
from llm_event
where ts >= $2 and ts < $3
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12{{with .}}, 13{{end}}
