package policy

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const withCatalog = "-- .git/ --\n-- policy.yaml --\nversion: 1\ncatalog: "

func TestOwners(t *testing.T) {
	const own = `catalog.yaml
-- catalog.yaml --
teams: { payments: {}, search: {} }
services:
  checkout: { team: payments, project: shop, paths: ['services/checkout/**', 'services/checkout/api', 'lib/pay'] }
  ranking: { team: search, paths: ['web/**/ranking/*.go'] }
`
	const backstage = `catalog-info.yaml
-- catalog-info.yaml --
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: site, description: anything }
spec: { type: website, lifecycle: production, owner: group:default/web, system: default/shop }
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: rest }
spec:
  target: https://example.com/catalog-info.yaml
  targets: ['./services/*/catalog-info.yaml']
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: ignored }
-- services/pay/catalog-info.yaml --
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: pay }
spec: { type: service, owner: payments }
-- services/find/catalog-info.yaml --
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: find
  annotations: { backstage.io/source-location: 'url:https://github.com/acme/mono/tree/main/libs/find/' }
spec: { type: service, owner: search }
`
	const codeowners = `.github/CODEOWNERS
-- .github/CODEOWNERS --
# comment
*             @acme/platform
*.sql         @acme/data # trailing comment
/build/       @ana
docs/*        docs@example.com @acme/writers @acme/others
apps/
/apps/a\ b    @acme/apps
[Payments][2] @group/sub/payments
/pay/
`
	tests := map[string]struct {
		tree, file string
		want       Owner // zero: nobody
	}{
		"a path owns what is below":                    {own, "services/checkout/a/b.go", Owner{"checkout", "payments", "shop"}},
		"a directory owns what is below":               {own, "lib/pay/x.go", Owner{"checkout", "payments", "shop"}},
		"a longer name is another directory":           {own, "lib/payment/x.go", Owner{}},
		"a path with stars owns what matches":          {own, "web/y/ranking/z.go", Owner{"ranking", "search", ""}},
		"what no path matches has no owner":            {own, "main.go", Owner{}},
		"a file outside has no owner":                  {own, "../services/checkout/a.go", Owner{}},
		"a lone component owns its directory":          {backstage, "services/pay/x/y.go", Owner{"pay", "payments", ""}},
		"the innermost component owns":                 {backstage, "services/other.go", Owner{"site", "web", "shop"}},
		"a source-location is relative to the root":    {backstage, "libs/find/x.go", Owner{"find", "search", ""}},
		"a source-location displaces the directory":    {backstage, "services/find/x.go", Owner{"site", "web", "shop"}},
		"a star owns everything":                       {codeowners, "a/b/c.go", Owner{Team: "platform"}},
		"the last match wins":                          {codeowners, "a/b/c.sql", Owner{Team: "data"}},
		"a person is a team where there is no other":   {codeowners, "build/x.go", Owner{Team: "ana"}},
		"an anchored directory is only at the root":    {codeowners, "x/build/x.go", Owner{Team: "platform"}},
		"the first team counts":                        {codeowners, "docs/x.go", Owner{Team: "writers"}},
		"/* means the files of that directory":         {codeowners, "docs/x/y.go", Owner{Team: "platform"}},
		"a line without owners takes the owner away":   {codeowners, "x/apps/x.go", Owner{}},
		"a slash at the end means a directory":         {codeowners, "x/apps", Owner{Team: "platform"}},
		"a backslash keeps a blank":                    {codeowners, "apps/a b/x.go", Owner{Team: "apps"}},
		"a section has an owner for lines without one": {codeowners, "pay/x.go", Owner{Team: "payments"}},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			dir := tree(t, withCatalog+tt.tree)
			p := load(t, "policy.yaml")
			got, ok := p.Catalog.OwnerOf(filepath.Join(dir, tt.file))
			if got != tt.want || ok != (tt.want != Owner{}) {
				t.Errorf("OwnerOf(%s) = %+v, %v; want %+v", tt.file, got, ok, tt.want)
			}
		})
	}
}

func TestServicesComeBeforeCodeowners(t *testing.T) {
	dir := tree(t, withCatalog+`[catalog.yaml, CODEOWNERS]
-- catalog.yaml --
teams: { payments: {} }
services: { checkout: { team: payments, paths: [pay] } }
-- CODEOWNERS --
* @acme/platform
`)
	c := load(t, "policy.yaml").Catalog
	for file, want := range map[string]Owner{"pay/x.go": {Service: "checkout", Team: "payments"}, "x.go": {Team: "platform"}} {
		if got, _ := c.OwnerOf(filepath.Join(dir, file)); got != want {
			t.Errorf("OwnerOf(%s) = %+v, want %+v", file, got, want)
		}
	}
	if diff := cmp.Diff([]string{"payments"}, c.ValuesOf("team_id")); diff != "" {
		t.Errorf("CODEOWNERS adds to teams that are described elsewhere (-want +got):\n%s", diff)
	}
}

func TestValuesOfTheCatalog(t *testing.T) {
	tree(t, withCatalog+`catalog.yaml
-- catalog.yaml --
teams: { search: {}, payments: {} }
services:
  ranking: { team: search, project: web }
  checkout: { team: payments, project: shop }
  basket: { team: payments, project: shop }
  lonely: { team: payments }
`)
	c := load(t, "policy.yaml").Catalog
	for tag, want := range map[string][]string{
		"team_id": {"payments", "search"}, "team": {"payments", "search"},
		"service_name": {"basket", "checkout", "lonely", "ranking"},
		"project_id":   {"shop", "web"}, "user_id": nil,
	} {
		if diff := cmp.Diff(want, c.ValuesOf(tag)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tag, diff)
		}
	}
	if team, ok := c.TeamOf("basket"); team != "payments" || !ok {
		t.Errorf("the team of basket is %q, %v", team, ok)
	}
	if team, ok := c.TeamOf("nothing"); team != "" || ok {
		t.Errorf("the team of an unknown service is %q, %v", team, ok)
	}
}

func TestFaultyCatalogs(t *testing.T) {
	tests := map[string]struct{ tree, want string }{
		"two owners of a service name both lines": {
			"catalog.yaml\n-- catalog.yaml --\nteams: { core: {}, ads: {} }\nservices:\n\n  search: { team: core }\n  search: { team: ads }\n",
			`catalog.yaml:5:3: service "search" has team "ads"; line 4 says "core"`,
		},
		"a service that is stated twice names both lines": {
			"catalog.yaml\n-- catalog.yaml --\nteams: { core: {} }\nservices:\n  search: { team: core }\n  search: { team: core }\n",
			`catalog.yaml:4:3: services: key "search" appears twice; line 3 has it too`,
		},
		"two owners in two files name both files": {
			"[a.yaml, b.yaml]\n-- a.yaml --\nteams: { core: {}, ads: {} }\nservices: { search: { team: core } }\n-- b.yaml --\nservices:\n  search: { team: ads }\n",
			`b.yaml:2:3: service "search" has team "ads"; a.yaml:2 says "core"`,
		},
		"a team in two files names both files": {
			"[a.yaml, b.yaml]\n-- a.yaml --\nteams: { core: {} }\n-- b.yaml --\nteams: { core: {} }\n",
			`b.yaml:1:10: team "core" is stated twice; a.yaml:1 has it too`,
		},
		"an unknown team names the nearest": {
			"catalog.yaml\n-- catalog.yaml --\nteams: { payments: {} }\nservices: { a: { team: paymnts } }\n",
			`catalog.yaml:2:24: unknown team "paymnts"; did you mean "payments"?`,
		},
		"an unknown team is to be described": {
			"catalog.yaml\n-- catalog.yaml --\nservices: { a: { team: payments } }\n",
			`catalog.yaml:1:24: unknown team "payments"; describe it under teams`,
		},
		"one path of two services names both lines": {
			"catalog.yaml\n-- catalog.yaml --\nteams: { t: {} }\nservices:\n  a: { team: t, paths: ['x/**'] }\n  b: { team: t, paths: ['x/**'] }\n",
			`catalog.yaml:4:25: path "x/**" of service "b" overlaps with "x/**" of service "a" in line 3; no file may belong to two`,
		},
		"a service inside of another overlaps": {
			"catalog.yaml\n-- catalog.yaml --\nteams: { t: {} }\nservices:\n  a: { team: t, paths: ['x/y'] }\n  b: { team: t, paths: [x] }\n",
			`catalog.yaml:4:25: path "x" of service "b" overlaps with "x/y" of service "a" in line 3; no file may belong to two`,
		},
		"Backstage: two owners in two files": {
			"[a.yaml, b.yaml]\n-- a.yaml --\n" + component("pay", "core") + "-- b.yaml --\n" + component("pay", "ads"),
			`b.yaml:4:9: service "pay" has team "ads"; a.yaml:4 says "core"`,
		},
		"Backstage: an unknown group": {
			"a.yaml\n-- a.yaml --\n" + component("pay", "payment") + "---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: payments }\n",
			`a.yaml:6:10: unknown team "payment"; did you mean "payments"?`,
		},
		"Backstage: a component without an owner": {
			"a.yaml\n-- a.yaml --\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: pay }\nspec: {}\n",
			`a.yaml:3:19: component "pay" has no spec.owner; write spec: {owner: group:NAME}`,
		},
		"Backstage: an entity without a name": {
			"a.yaml\n-- a.yaml --\napiVersion: backstage.io/v1alpha1\nkind: Component\n",
			`a.yaml:1:1: the entity has no metadata.name`,
		},
		"Backstage: an entity without a kind": {
			"a.yaml\n-- a.yaml --\napiVersion: backstage.io/v1alpha1\nmetadata: { name: pay }\n",
			`a.yaml:1:1: the entity has no kind`,
		},
		"Backstage: a location of nothing": {
			"a.yaml\n-- a.yaml --\napiVersion: backstage.io/v1alpha1\nkind: Location\nspec: { targets: [./x/*.yaml] }\n",
			`a.yaml:3:19: there is no file "./x/*.yaml"`,
		},
		"CODEOWNERS: a word is no owner": {
			"CODEOWNERS\n-- CODEOWNERS --\n* @a/b\n/x platform\n",
			`CODEOWNERS:2:1: "platform" is no owner; an owner is @organisation/team, @name or an address`,
		},
		"CODEOWNERS: there is no negation": {
			"CODEOWNERS\n-- CODEOWNERS --\n!x @a/b\n", `CODEOWNERS:1:1: a CODEOWNERS line cannot begin with !`,
		},
		"CODEOWNERS: a bad pattern": {
			"CODEOWNERS\n-- CODEOWNERS --\nx[ @a/b\n", `CODEOWNERS:1:1: bad pattern "x[": a [ has no ]`,
		},
		"a misspelt key": {
			"catalog.yaml\n-- catalog.yaml --\nteam: {}\n", `catalog.yaml:1:1: unknown key "team"; did you mean "teams"?`,
		},
		"a service without a team": {
			"catalog.yaml\n-- catalog.yaml --\nservices: { a: { project: p } }\n", `catalog.yaml:1:16: services.a: team is missing`,
		},
		"a service with a list of teams": {
			"catalog.yaml\n-- catalog.yaml --\nservices: { a: { team: [b, c] } }\n", `catalog.yaml:1:24: services.a.team: expected a word, found a list`,
		},
		"tickets of an unknown kind": {
			"catalog.yaml\n-- catalog.yaml --\nteams: { a: { tickets: acme/a } }\n",
			`catalog.yaml:1:24: teams.a.tickets: expected github:owner/repository, gitlab:group/project or jira:KEY, found "acme/a"`,
		},
		"an empty catalog":            {"catalog.yaml\n-- catalog.yaml --\n", `catalog.yaml: the file is empty; a catalog has teams and services`},
		"a catalog of two documents":  {"catalog.yaml\n-- catalog.yaml --\nteams: {}\n---\nteams: {}\n", `catalog.yaml:3:1: a second YAML document begins here; a catalog is one document, except that of Backstage`},
		"a catalog that is no YAML":   {"catalog.yaml\n-- catalog.yaml --\nteams: {\n", `catalog.yaml:1:1: this is not YAML: did not find expected node content`},
		"a catalog that is a list":    {"catalog.yaml\n-- catalog.yaml --\n- a\n", `catalog.yaml:1:1: expected a mapping, found a list`},
		"a list of no catalog at all": {"['']\n", `policy.yaml:2:11: catalog[0]: expected the name of a file, found nothing`},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			tree(t, withCatalog+tt.tree)
			if _, err := Load("policy.yaml"); err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func component(name, owner string) string {
	return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: " + name + "\nspec:\n  owner: " + owner + "\n"
}
