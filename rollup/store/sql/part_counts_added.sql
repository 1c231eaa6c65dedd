{{/* The counts of several rows of sums, added up. */ -}}
sum(requests)::bigint as requests, sum(errors)::bigint as errors, sum(missing)::bigint as missing,
    sum(partial)::bigint as partial, sum(suspect)::bigint as suspect,
    sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
    sum(cache_read_tokens)::bigint as cache_read_tokens,
    sum(cache_write_5m_tokens)::bigint as cache_write_5m_tokens, sum(cache_write_1h_tokens)::bigint as cache_write_1h_tokens,
    sum(reasoning_tokens)::bigint as reasoning_tokens, sum(audio_input_tokens)::bigint as audio_input_tokens,
    sum(audio_output_tokens)::bigint as audio_output_tokens, sum(image_tokens)::bigint as image_tokens
