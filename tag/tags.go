package tag

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// key is one of the tags that a request can carry.
type key int

const (
	projectID key = iota
	serviceName
	teamID
	userID
	requestType
	environment
	keys // how many there are
)

// keyNames are the names of the tags, in events and in policies.
var keyNames = [keys]string{"project_id", "service_name", "team_id", "user_id", "request_type", "environment"}

// defaultHeaders are the headers in which tags travel, in canonical form. The
// environment stays at home: provider and gateway have no use for it.
var defaultHeaders = [keys]string{
	"X-Llm-Project-Id", "X-Llm-Service-Name", "X-Llm-Team-Id", "X-Llm-User-Id", "X-Llm-Request-Type", "",
}

func findKey(name string) (key, bool) {
	i := slices.Index(keyNames[:], name)
	return key(i), i >= 0
}

// tags are the values of one request. An empty one is missing.
type tags [keys]string

// maxValue bounds a tag's value, in bytes: ids and names of services are shorter,
// and servers refuse requests whose headers together exceed some 8 KiB.
const maxValue = 256

// fault says what is wrong with a tag's value, without repeating it.
func fault(value string) string {
	if len(value) > maxValue {
		return fmt.Sprintf("has %d bytes, at most %d are allowed", len(value), maxValue)
	}
	plain := true
	for i := range len(value) {
		if c := value[i]; c < ' ' || c >= 0x7f {
			plain = false
			break
		}
	}
	if !plain {
		if !utf8.ValidString(value) {
			return "is not UTF-8"
		}
		for i, r := range value {
			if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
				return fmt.Sprintf("has a control character at byte %d, which a header cannot carry", i)
			}
		}
	}
	if strings.TrimSpace(value) != value {
		return "begins or ends with a space, which headers lose on their way"
	}
	return ""
}

// A MissingTagsError says which required tags a request does not carry. Nothing
// has been sent. With net/http it is wrapped in a [net/url.Error].
type MissingTagsError struct {
	Tags []string // such as "team_id", in the order of the policy
}

// Error says it, and what to do about it.
func (e *MissingTagsError) Error() string {
	return "tag: the request lacks " + strings.Join(e.Tags, ", ") +
		"; give the owner to tag.HTTPClient, or tag.WithOwner to the request's context"
}

// An InvalidTagError says that a tag's value cannot be sent, or is none that the
// policy allows; see [CheckTags]. Nothing has been sent. It does not repeat the
// value.
type InvalidTagError struct {
	Tag     string // such as "user_id"
	Problem string
}

// Error says it, and what to do about it.
func (e *InvalidTagError) Error() string {
	return fmt.Sprintf("tag: the value of %s %s", e.Tag, e.Problem)
}

// check returns what is wrong with the tags, all at once.
func (t *tags) check(required []key) error {
	var missing []string
	for _, k := range required {
		if t[k] == "" {
			missing = append(missing, keyNames[k])
		}
	}
	var errs []error
	if missing != nil {
		errs = append(errs, &MissingTagsError{Tags: missing})
	}
	for k, value := range t {
		if problem := fault(value); problem != "" {
			errs = append(errs, &InvalidTagError{Tag: keyNames[k], Problem: problem})
		}
	}
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

// checkedBy returns what a client's checks, if any, say of the tags.
func (t *tags) checkedBy(checks []func(Owner, string, string) error) error {
	owner := Owner{ProjectID: t[projectID], ServiceName: t[serviceName], TeamID: t[teamID], Environment: t[environment]}
	var errs []error
	for _, check := range checks {
		if err := check(owner, t[userID], t[requestType]); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}
