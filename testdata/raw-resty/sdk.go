// Package sdk pins the packages that the descriptions name.
package sdk

import (
	_ "github.com/go-resty/resty/v2"
	_ "github.com/imroc/req/v3"
	_ "resty.dev/v3"
)
