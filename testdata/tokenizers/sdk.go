// Package sdk pins the packages that the description of the SDK names.
package sdk

import (
	_ "github.com/pkoukk/tiktoken-go"
	_ "github.com/sugarme/tokenizer"
	_ "github.com/tiktoken-go/tokenizer"
	_ "github.com/tiktoken-go/tokenizer/codec"
)
