package outline

import "bytes"

// dropBodies returns Go source without what stands between the braces of function
// declarations, but for line breaks, so that lines keep their numbers. Parsing what
// will be dropped costs more than all else that a dependency is parsed for. Where
// the text is not what it takes for Go, it is returned as it is, from there on.
func dropBodies(src []byte) []byte {
	out := make([]byte, 0, len(src)/2)
	kept := 0 // src is in out up to here
	for at := 0; ; {
		at = nextFunc(src, at)
		if at < 0 {
			break
		}
		open := bodyOf(src, at+len("func"))
		if open < 0 {
			at += len("func") // no body: written in assembly
			continue
		}
		end := closing(src, open)
		if end < 0 {
			break
		}
		out = append(out, src[kept:open+1]...)
		for range bytes.Count(src[open:end], newline) {
			out = append(out, '\n')
		}
		kept, at = end, end
	}
	return append(out, src[kept:]...)
}

var newline = []byte{'\n'}

// nextFunc returns where the next line begins, from at on, that declares a
// function; -1 if there is none.
func nextFunc(src []byte, at int) int {
	for at < len(src) {
		switch c := src[at]; {
		case c == 'f' && (at == 0 || src[at-1] == '\n') && bytes.HasPrefix(src[at:], []byte("func")) && at+4 < len(src) && (src[at+4] == ' ' || src[at+4] == '\t'):
			return at
		default:
			at = skip(src, at)
			if at < 0 {
				return -1
			}
		}
	}
	return -1
}

// bodyOf returns where the body of the function declaration opens whose receiver or
// name begins at at; -1 if it has none. Braces of struct and interface types in its
// signature open no body.
func bodyOf(src []byte, at int) int {
	depth := 0 // of brackets
	last := "" // the last word or sign
	for at < len(src) {
		switch c := src[at]; {
		case c == '(' || c == '[':
			depth++
			last = ""
		case c == ')' || c == ']':
			depth--
			last = ""
		case c == '{' && (depth > 0 || last == "struct" || last == "interface"):
			end := closing(src, at)
			if end < 0 {
				return -1
			}
			at, last = end+1, ""
			continue
		case c == '{':
			return at
		case c == '\n' && depth == 0:
			return -1
		case letter(c):
			word := at
			for at < len(src) && letter(src[at]) {
				at++
			}
			last = string(src[word:at])
			continue
		}
		if at = skip(src, at); at < 0 {
			return -1
		}
	}
	return -1
}

func letter(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

// closing returns where the brace at open is closed; -1 if it is not.
func closing(src []byte, open int) int {
	depth := 0
	for at := open; at < len(src); {
		switch src[at] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return at
			}
		}
		if at = skip(src, at); at < 0 {
			return -1
		}
	}
	return -1
}

// skip returns where the next token can begin after the byte, comment, string or
// rune at at; -1 if it has no end.
func skip(src []byte, at int) int {
	c := src[at]
	switch {
	case c == '/' && at+1 < len(src) && src[at+1] == '/':
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			return len(src)
		}
		return at + n // the line break is kept: a signature ends with it
	case c == '/' && at+1 < len(src) && src[at+1] == '*':
		n := bytes.Index(src[at+2:], []byte("*/"))
		if n < 0 {
			return -1
		}
		return at + 2 + n + 2
	case c == '`':
		n := bytes.IndexByte(src[at+1:], '`')
		if n < 0 {
			return -1
		}
		return at + 1 + n + 1
	case c == '"' || c == '\'':
		for i := at + 1; i < len(src); i++ {
			switch src[i] {
			case '\\':
				i++
			case '\n':
				return -1
			case c:
				return i + 1
			}
		}
		return -1
	default:
		return at + 1
	}
}
