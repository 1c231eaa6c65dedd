{{/* The rows of sums that a report is made of, and what is kept apart of them. */ -}}
where day >= (($1::timestamptz[])[1] at time zone 'UTC')::date and day <= (($2::timestamptz - interval '1 microsecond') at time zone 'UTC')::date
    and slice >= ($1::timestamptz[])[1] and slice < $2 and not day = any ($3::date[])
    {{- range .Columns}}{{if .Param}}
    and {{.Name}} = any (${{.Param}}::text[]){{end}}{{end}}
group by {{if .Periods}}period, {{end}}{{range .Columns}}{{if .Apart}}llm.{{.Name}}, {{end}}{{end}}price_id
