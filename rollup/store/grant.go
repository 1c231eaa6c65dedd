package store

import (
	"context"
	"fmt"
	"strings"
)

// A Grant gives a role of the database what it needs.
type Grant struct {
	Kind string // "writer", "rollup" or "reader"
	Role string
	Team string // whose sums a reader sees; empty: all
}

// ParseGrant reads a grant such as "writer=checkout_app" or "reader=ana:payments".
func ParseGrant(text string) (Grant, error) {
	kind, role, ok := strings.Cut(text, "=")
	g := Grant{Kind: kind}
	g.Role, g.Team, _ = strings.Cut(role, ":")
	switch {
	case !ok || g.Role == "":
		return g, fmt.Errorf("%q is no grant; write writer=ROLE, rollup=ROLE, reader=ROLE or reader=ROLE:TEAM", text)
	case kind != "writer" && kind != "rollup" && kind != "reader":
		return g, fmt.Errorf("%q: there is no kind %q; writer, rollup and reader are", text, kind)
	case kind != "reader" && g.Team != "":
		return g, fmt.Errorf("%q: only a reader is of a team", text)
	}
	return g, nil
}

// Grant gives rights to a role, which exists.
func (s *Store) Grant(ctx context.Context, g Grant) error {
	var team *string
	if g.Team != "" {
		team = &g.Team
	}
	if _, err := s.pool.Exec(ctx, statement("grant"), g.Kind, g.Role, team); err != nil {
		return fmt.Errorf("granting the rights of a %s to %s: %w", g.Kind, g.Role, err)
	}
	return nil
}
