// Package use calls the factories of another package.
package use

import (
	"context"

	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/anthropic"
	"github.com/openai/openai-go/option"

	"example.com/genkit-go/factory"
	"example.com/genkit-go/tagging"
)

func goodOpenAI(ctx context.Context) *genkit.Genkit {
	return factory.Start(ctx, factory.OpenAI("key",
		option.WithHeader(tagging.HeaderProject, "shop"),
		option.WithHeader(tagging.HeaderService, "search"),
		option.WithHeader(tagging.HeaderTeam, "discovery"),
	))
}

func badOpenAI(ctx context.Context) *genkit.Genkit {
	return factory.Start(ctx, factory.OpenAI("key")) // want "untagged-client: factory.OpenAI lacks project_id, service_name, team_id$"
}

func badOpenAITeamless(ctx context.Context) *genkit.Genkit {
	p := factory.OpenAI("key", option.WithHeader(tagging.HeaderProject, "shop"), option.WithHeader(tagging.HeaderService, "search")) // want "untagged-client: factory.OpenAI lacks team_id$"
	return factory.Start(ctx, p)
}

func goodForTeam(ctx context.Context) *genkit.Genkit {
	return factory.Start(ctx, factory.ForTeam("discovery"), factory.Google())
}

func badForTeam(ctx context.Context) *genkit.Genkit {
	return factory.Start(ctx, factory.ForTeam("")) // want "empty-tag: factory.ForTeam attaches an empty value to team_id$"
}

func badStart(ctx context.Context) *genkit.Genkit {
	return factory.Start(ctx, &anthropic.Anthropic{}) // want "untagged-client: anthropic.Anthropic lacks project_id, service_name, team_id$"
}
