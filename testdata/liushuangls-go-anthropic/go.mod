module example.com/liushuangls-go-anthropic

go 1.26.0

require github.com/liushuangls/go-anthropic/v2 v2.17.2
