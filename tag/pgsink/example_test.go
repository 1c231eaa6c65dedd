package pgsink_test

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/pgsink"
)

// Events wait on disk while the database cannot be reached, also from one run of
// the process to the next.
func Example() {
	if err := serve(); err != nil {
		fmt.Println(err)
	}
}

func serve() error {
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, "postgres://llm_writer@db.example.com/billing")
	if err != nil {
		return err
	}
	defer pool.Close()

	sink, err := tag.Spooled("/var/lib/checkout/llm-spool", pgsink.New(pool))
	if err != nil {
		return err // the directory cannot be made, locked, read or written
	}
	rec := tag.NewRecorder(sink) // any number of sinks; a slow one holds no other
	defer rec.Close(ctx)

	_, err = tag.HTTPClient(tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}, tag.WithRecorder(rec))
	return err
}
