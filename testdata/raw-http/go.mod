module example.com/raw-http

go 1.26.0
