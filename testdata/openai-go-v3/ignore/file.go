//llmtag:ignore-file untagged-client -- samples of the vendor, kept as they came

package ignore

import (
	"context"

	"github.com/openai/openai-go/v3"
)

func goodFile(ctx context.Context) error {
	client := openai.NewClient()
	return answer(ctx, client)
}

func goodFileAgain(ctx context.Context) error {
	client := openai.NewClient()
	return answer(ctx, client)
}
