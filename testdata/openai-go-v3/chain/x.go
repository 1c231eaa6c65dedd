// Package chain passes options on through many functions.
package chain

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func c0(o ...option.RequestOption) openai.Client { return c1(o...) }

func c1(o ...option.RequestOption) openai.Client { return c2(o...) }

func c2(o ...option.RequestOption) openai.Client { return c3(o...) }

func c3(o ...option.RequestOption) openai.Client { return c4(o...) }

func c4(o ...option.RequestOption) openai.Client { return c5(o...) }

func c5(o ...option.RequestOption) openai.Client { return c6(o...) }

func c6(o ...option.RequestOption) openai.Client { return c7(o...) }

func c7(o ...option.RequestOption) openai.Client { return c8(o...) }

func c8(o ...option.RequestOption) openai.Client { return c9(o...) }

func c9(o ...option.RequestOption) openai.Client { return c10(o...) }

func c10(o ...option.RequestOption) openai.Client { return c11(o...) }

func c11(o ...option.RequestOption) openai.Client { return c12(o...) }

func c12(o ...option.RequestOption) openai.Client { return c13(o...) }

func c13(o ...option.RequestOption) openai.Client { return c14(o...) }

func c14(o ...option.RequestOption) openai.Client { return c15(o...) }

func c15(o ...option.RequestOption) openai.Client { return c16(o...) }

func c16(o ...option.RequestOption) openai.Client { return c17(o...) }

func c17(o ...option.RequestOption) openai.Client { return c18(o...) }

func c18(o ...option.RequestOption) openai.Client { return c19(o...) }

func c19(o ...option.RequestOption) openai.Client { return c20(o...) }

func c20(o ...option.RequestOption) openai.Client { return c21(o...) }

func c21(o ...option.RequestOption) openai.Client { return c22(o...) }

func c22(o ...option.RequestOption) openai.Client { return c23(o...) }

func c23(o ...option.RequestOption) openai.Client { return c24(o...) }

func c24(o ...option.RequestOption) openai.Client { return openai.NewClient(o...) }

func bad() openai.Client {
	return c0() // want "^untagged-client: c0 lacks project_id, service_name, team_id$"
}

func good() openai.Client {
	return c0(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "payments"))
}
