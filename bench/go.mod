module github.com/llmtag/llmtag/bench

go 1.26
