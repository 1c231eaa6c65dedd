package store

import (
	"embed"
	"path"
	"strings"
	"sync"
	"text/template"
)

//go:embed sql/*.sql
var statementFiles embed.FS

// statementTemplates are the files of statements. What several of them say alike is in
// files part_*.sql, which they include.
var statementTemplates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(statementFiles, "sql/*.sql"))
})

// statements are the statements of the store by their names, which are those of their
// files. Nothing but these texts goes into a statement; values are parameters.
var statements = sync.OnceValue(func() map[string]string {
	files := statementTemplates()
	all := map[string]string{}
	for _, file := range files.Templates() {
		name := strings.TrimSuffix(file.Name(), path.Ext(file.Name()))
		if strings.HasPrefix(name, "part_") || strings.HasPrefix(name, "usage_") { // see asked.go
			continue
		}
		var text strings.Builder
		if err := file.Execute(&text, nil); err != nil {
			panic(err) // a test loads them
		}
		all[name] = strings.TrimSpace(text.String())
	}
	return all
})

// statement returns the text of a statement.
func statement(name string) string {
	text, ok := statements()[name]
	if !ok {
		panic("store: there is no statement " + name) // the name is a constant
	}
	return text
}
