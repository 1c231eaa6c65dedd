{{/* The counts of a row of sums, in the order of the table and of the Go function counts. */ -}}
requests, errors, missing, partial, suspect,
    input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
    reasoning_tokens, audio_input_tokens, audio_output_tokens, image_tokens
