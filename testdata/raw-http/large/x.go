// Package large sends through functions that are too large to be followed.
package large

import "net/http"

const openai = "https://api.openai.com/v1/chat/completions"

func ask() { many(openai) }

func elsewhere() { many("https://status.example.com/up") }

// many comes to 3 to the power of 9 requests, not all of which are looked at.
func many(url string)  { nine(url); nine(url); nine(url) }
func nine(url string)  { eight(url); eight(url); eight(url) }
func eight(url string) { seven(url); seven(url); seven(url) }
func seven(url string) { six(url); six(url); six(url) }
func six(url string)   { five(url); five(url); five(url) }
func five(url string)  { four(url); four(url); four(url) }
func four(url string)  { three(url); three(url); three(url) }
func three(url string) { two(url); two(url); two(url) }
func two(url string)   { one(url); one(url); one(url) }

func one(url string) {
	req, err := http.NewRequest(http.MethodPost, url, nil) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return
	}
	resp.Body.Close()
}
