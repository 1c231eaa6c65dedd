// Package sdk pins nothing: requests are made without any SDK.
package sdk

import _ "net/http"
