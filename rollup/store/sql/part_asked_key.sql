{{/* What a report keeps apart, see asked.go: twelve columns. $1 where periods begin, ascending; $2 where the last one
ends; $3 days that are left out; further ones the values that columns may have. */ -}}
{{if .Periods}}($1::timestamptz[])[width_bucket(slice, $1::timestamptz[])]{{else}}($1::timestamptz[])[1]{{end}} as period,
    {{range .Columns}}{{if .Apart}}{{.Name}}{{else}}'' as {{.Name}}{{end}}, {{end}}price_id
