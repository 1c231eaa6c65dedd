module github.com/llmtag/llmtag/bench/rollup

go 1.26.0

require github.com/llmtag/llmtag v0.0.0

replace github.com/llmtag/llmtag => ../..
