// Package carriers fills the options of the OpenAI plugins, which take those
// of openai-go.
package carriers

import (
	"context"
	"net/http"
	"os"
	"strings"

	"github.com/firebase/genkit/go/core/api"
	"github.com/firebase/genkit/go/genkit"
	"github.com/firebase/genkit/go/plugins/compat_oai"
	"github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/openai/openai-go/option"

	"example.com/genkit-go/tagging"
)

func owner(team string) []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader(tagging.HeaderProject, "shop"),
		option.WithHeader(tagging.HeaderService, "search"),
		option.WithHeader(tagging.HeaderTeam, team),
	}
}

func start(ctx context.Context, p api.Plugin) *genkit.Genkit {
	return genkit.Init(ctx, genkit.WithPlugins(p))
}

func goodHelper(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: owner("discovery")})
}

func badHelperEmpty(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: owner("")}) // want "empty-tag: openai.OpenAI attaches an empty value to team_id$"
}

func goodEnvironment(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: owner(os.Getenv("TEAM"))})
}

func goodAppended(ctx context.Context, organization string) *genkit.Genkit {
	opts := owner("discovery")
	if organization != "" {
		opts = append(opts, option.WithOrganization(organization))
	}
	return start(ctx, &openai.OpenAI{Opts: opts})
}

func badConditional(ctx context.Context, billed bool) *genkit.Genkit {
	var opts []option.RequestOption
	if billed {
		opts = append(opts, owner("discovery")...)
	}
	return start(ctx, &openai.OpenAI{Opts: opts}) // want "untagged-client: openai.OpenAI lacks project_id, service_name, team_id$"
}

func goodBothBranches(ctx context.Context, sandbox bool) *genkit.Genkit {
	var opts []option.RequestOption
	if sandbox {
		opts = owner("platform")
	} else {
		opts = owner("discovery")
	}
	return start(ctx, &openai.OpenAI{Opts: opts})
}

// The plugin makes its client in Init: until then its field may be filled.
func goodFieldAfterwards(ctx context.Context) *genkit.Genkit {
	p := &compat_oai.OpenAICompatible{Provider: "gateway"}
	p.Opts = append(p.Opts, owner("discovery")...)
	return start(ctx, p)
}

func badFieldAfterwards(ctx context.Context) *genkit.Genkit {
	p := &compat_oai.OpenAICompatible{Provider: "gateway"} // want "untagged-client: compat_oai.OpenAICompatible lacks project_id, service_name, team_id$"
	p.Opts = append(p.Opts, option.WithMaxRetries(3))
	return start(ctx, p)
}

func badDeleted(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: append(owner("discovery"), option.WithHeaderDel(tagging.HeaderTeam))}) // want "untagged-client: openai.OpenAI lacks team_id$"
}

func badReplacedByEmpty(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: append(owner("discovery"), option.WithHeader(tagging.HeaderTeam, ""))}) // want "untagged-client: openai.OpenAI lacks team_id$"
}

func goodHTTPClient(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: []option.RequestOption{
		option.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")),
	}})
}

func badHTTPClient(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: []option.RequestOption{ // want "untagged-client: openai.OpenAI lacks project_id, service_name, team_id$"
		option.WithHTTPClient(&http.Client{}),
	}})
}

func goodMiddleware(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: []option.RequestOption{
		option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			req.Header.Set(tagging.HeaderProject, "shop")
			req.Header.Set(tagging.HeaderService, "search")
			req.Header.Set(tagging.HeaderTeam, "discovery")
			return next(req)
		}),
	}})
}

func badMiddleware(ctx context.Context) *genkit.Genkit {
	return start(ctx, &openai.OpenAI{Opts: []option.RequestOption{ // want "untagged-client: openai.OpenAI lacks service_name, team_id$"
		option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			req.Header.Set(tagging.HeaderProject, "shop")
			if req.URL.Path == "/v1/embeddings" {
				req.Header.Set(tagging.HeaderService, "search")
				req.Header.Set(tagging.HeaderTeam, "discovery")
			}
			return next(req)
		}),
	}})
}

func unprovenEnvironment(ctx context.Context) *genkit.Genkit {
	var opts []option.RequestOption
	for _, pair := range strings.Split(os.Getenv("LLM_HEADERS"), ",") {
		if key, value, ok := strings.Cut(pair, "="); ok {
			opts = append(opts, option.WithHeader(key, value))
		}
	}
	return start(ctx, &openai.OpenAI{Opts: opts}) // want "unproven-tags: openai.OpenAI may lack project_id, service_name, team_id: "
}

func goodLiteralLoop(ctx context.Context) *genkit.Genkit {
	var opts []option.RequestOption
	for key, value := range map[string]string{
		tagging.HeaderProject: "shop",
		tagging.HeaderService: "search",
		tagging.HeaderTeam:    "discovery",
	} {
		opts = append(opts, option.WithHeader(key, value))
	}
	return start(ctx, &openai.OpenAI{Opts: opts})
}

func badLiteralLoop(ctx context.Context) *genkit.Genkit {
	var opts []option.RequestOption
	for key, value := range map[string]string{tagging.HeaderProject: "shop", tagging.HeaderTeam: "discovery"} {
		opts = append(opts, option.WithHeader(key, value))
	}
	return start(ctx, &openai.OpenAI{Opts: opts}) // want "untagged-client: openai.OpenAI lacks service_name$"
}
