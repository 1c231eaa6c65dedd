package usage

// Thorough returns a format that passes over no message.
func Thorough(f *Format) *Format {
	g := *f
	g.sparse, g.idle = false, nil
	return &g
}
