// Command base asks through package hf, which is where the tags are missing.
package main

import "example.com/raw-http/base/hf"

func main() {
	c := hf.New()
	_ = c.Ask()
	_ = c.Ask()
	_ = hf.AskModel("gpt2")
	_ = hf.AskModel("bert")
}
