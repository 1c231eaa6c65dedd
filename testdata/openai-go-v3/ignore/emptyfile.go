/* want "bad-ignore: " */ //llmtag:ignore-file untagged-client -- nothing here is untagged

package ignore

import (
	"context"

	"github.com/openai/openai-go/v3"
)

func goodNothing(ctx context.Context, client openai.Client) error {
	return answer(ctx, client)
}
