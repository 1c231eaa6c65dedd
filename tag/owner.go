package tag

// An Owner is who answers for a request. Its fields become headers of the
// request, and columns of its event.
type Owner struct {
	ProjectID   string
	ServiceName string
	TeamID      string
	Environment string // such as "prod"; optional
}
