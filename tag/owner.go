package tag

// An Owner is who answers for a request. Its fields become headers of the
// request, and columns of its event. Project, service and team are required,
// see [Require].
//
// A value is at most 256 bytes of UTF-8 without control characters, and neither
// begins nor ends with a space: [HTTPClient] refuses others.
type Owner struct {
	ProjectID   string
	ServiceName string
	TeamID      string
	Environment string // such as "prod"; optional
}

// tags returns the owner's values.
func (o *Owner) tags() tags {
	return tags{
		projectID: o.ProjectID, serviceName: o.ServiceName, teamID: o.TeamID, environment: o.Environment,
	}
}
