package sdks

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLookups(t *testing.T) {
	s := builtins(t)
	const openai, genai = "github.com/openai/openai-go/v3", "google.golang.org/genai"
	if c, sdk := s.Constructor(openai + ".NewClient"); c == nil || sdk.Name != "openai-go" || c.Params["opts"] != RoleOptions {
		t.Errorf("Constructor: %+v of %+v", c, sdk)
	}
	if c, sdk := s.Constructor(openai + ".NewNothing"); c != nil || sdk != nil {
		t.Errorf("Constructor of an unknown function: %+v of %+v", c, sdk)
	}
	if c, sdk := s.Call("(*" + openai + ".ChatCompletionService).New"); c == nil || sdk.Name != "openai-go" || c.Kind != "chat" {
		t.Errorf("Call: %+v of %+v", c, sdk)
	}
	if o, sdk := s.Option(openai + "/option.WithHeader"); o == nil || sdk.Name != "openai-go" || o.Effect != EffectSet {
		t.Errorf("Option: %+v of %+v", o, sdk)
	}
	if c, sdk := s.Context("github.com/googleapis/gax-go/v2/callctx.SetHeaders"); c == nil || sdk.Name != "google-api" || c.As != RolePairs {
		t.Errorf("Context: %+v of %+v", c, sdk)
	}
	if l, sdk := s.Literal(openai + ".ChatCompletionService"); l == nil || sdk.Name != "openai-go" || l.Zero != "partly" {
		t.Errorf("Literal: %+v of %+v", l, sdk)
	}
	if sdk, ok := s.IsClient(genai + ".Models"); !ok || sdk.Name != "google-genai" {
		t.Errorf("IsClient: %v of %+v", ok, sdk)
	}
	if _, ok := s.IsClient(genai + ".ClientConfig"); ok {
		t.Error("a config is no client")
	}
	if !s.Free("(*" + openai + ".ModelService).List") {
		t.Error("a list of models is free")
	}
	want := []Field{{Field: "HTTPOptions.Headers", As: RoleHeaders}, {Field: "HTTPClient", As: RoleHTTP, Slot: "http"}}
	if diff := cmp.Diff(want, s.Fields(genai+".ClientConfig")); diff != "" {
		t.Errorf("Fields, in the order of the file (-want +got):\n%s", diff)
	}
}

func TestAPackageBelongsToTheSDKOfItsModule(t *testing.T) {
	s := builtins(t)
	tests := map[string]struct{ path, want string }{
		"the root of a module":                      {"github.com/sashabaranov/go-openai", "go-openai"},
		"a described package":                       {"github.com/openai/openai-go/v3/option", "openai-go"},
		"a package that is not described":           {"github.com/openai/openai-go/v3/shared/constant", "openai-go"},
		"the first major version":                   {"github.com/openai/openai-go/shared", "openai-go-v1"},
		"a major version that nobody described":     {"github.com/openai/openai-go/v9/option", ""},
		"a package that is named like a version":    {"github.com/cohere-ai/cohere-go/v2/v2", "cohere-go"},
		"a module whose path begins like another's": {"github.com/cloudwego/eino-contrib/x", ""},
		"a described package of a shared module":    {"google.golang.org/api/option", "google-api"},
		"any other package of a shared module":      {"google.golang.org/api/drive/v3", ""},
		"a service of a shared module's neighbours": {"github.com/aws/aws-sdk-go-v2/service/s3", ""},
		"the standard library":                      {"net/http", ""},
		"a path without slashes":                    {"main", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := ""
			if sdk := s.SDKOf(tt.path); sdk != nil {
				got = sdk.Name
			}
			if got != tt.want {
				t.Errorf("SDKOf(%q) = %q, want %q", tt.path, got, tt.want)
			}
		})
	}
}

func TestSharedModulesMakeNoProgramAUserOfAnSDK(t *testing.T) {
	s := builtins(t)
	for _, path := range append(s.Packages(), s.Modules()...) {
		for _, shared := range []string{"google.golang.org/api", "github.com/aws/aws-sdk-go-v2/aws", "github.com/aws/smithy-go", "github.com/Azure/azure-sdk-for-go/sdk/azcore"} {
			if path == shared || strings.HasPrefix(path, shared+"/") {
				t.Errorf("%s is listed", path)
			}
		}
	}
	if !slices.Contains(s.Packages(), "github.com/openai/openai-go/v3/option") || !slices.Contains(s.Modules(), "charm.land/fantasy") {
		t.Errorf("packages or modules are missing in %v and %v", s.Packages(), s.Modules())
	}
}

func TestARowOfAUserReplacesTheBuiltInOne(t *testing.T) {
	const pkg = "github.com/sashabaranov/go-openai"
	file := filepath.Join(t.TempDir(), "ours.yaml")
	err := os.WriteFile(file, []byte(`
sdk: ours
modules:
  - { as: go-openai, path: `+pkg+`, version: v1.43.0, packages: [.] }
constructors:
  - { func: `+pkg+`.NewClient, params: { authToken: http } }
free:
  - (*`+pkg+`.Client).CreateEmbeddings
fields:
  - { field: `+pkg+`.ClientConfig.HTTPClient, as: http, slot: ours }
`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if c, sdk := s.Constructor(pkg + ".NewClient"); sdk.Name != "ours" || c.Params["authToken"] != RoleHTTP {
		t.Errorf("NewClient: %+v of %s", c, sdk.Name)
	}
	if c, sdk := s.Call("(*" + pkg + ".Client).CreateEmbeddings"); c != nil || !s.Free("(*"+pkg+".Client).CreateEmbeddings") {
		t.Errorf("a call that the user says is free: %+v of %s", c, sdk.Name)
	}
	if c, sdk := s.Call("(*" + pkg + ".Client).CreateChatCompletion"); c == nil || sdk.Name != "go-openai" {
		t.Error("rows of which the user says nothing stay")
	}
	if diff := cmp.Diff([]Field{{Field: "HTTPClient", As: RoleHTTP, Slot: "ours"}}, s.Fields(pkg+".ClientConfig")); diff != "" {
		t.Errorf("Fields (-want +got):\n%s", diff)
	}
}
