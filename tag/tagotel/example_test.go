package tagotel_test

import (
	"context"
	"fmt"
	"os"

	sdk "go.opentelemetry.io/otel/sdk/metric"

	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/tagotel"
)

// Events are kept as JSON lines, and watched as metrics.
func ExampleNew() {
	ctx := context.Background()
	provider := sdk.NewMeterProvider() // with readers and exporters of your own

	metrics, err := tagotel.New(provider)
	if err != nil {
		fmt.Println(err)
		return
	}
	rec := tag.NewRecorder(tag.JSONL(os.Stdout), metrics)
	if err := rec.Close(ctx); err != nil {
		fmt.Println(err)
	}
	fmt.Println(provider.Shutdown(ctx)) // after the recorder
	// Output: <nil>
}
