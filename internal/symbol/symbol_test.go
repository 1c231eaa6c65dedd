package symbol

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

const source = `package p

type Base struct{ Header map[string]string }

func (*Base) Ask(prompt, _ string) {}

type Client struct {
	*Base
	Inner struct{ URL string }
}

type Box[T any] struct{}

func (Box[T]) Open(func()) {}

type Asker interface{ Ask(string) }

func New(name string, _ int) *Client { return nil }

var Make = New

var Count int
`

func TestNames(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("x.y/p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	fn := func(full string) func() *Missing {
		return func() *Missing { _, none := Func(pkg, full); return none }
	}
	field := func(full, path string) func() *Missing {
		return func() *Missing {
			typ, none := Type(pkg, full)
			if none == nil {
				_, none = Field(typ, path)
			}
			return none
		}
	}
	param := func(full, name string) func() *Missing {
		return func() *Missing {
			f, none := Func(pkg, full)
			if none == nil {
				_, none = Param(f, name)
			}
			return none
		}
	}
	tests := map[string]struct {
		find func() *Missing
		want Missing // the zero value: it is there
	}{
		"a function":                              {find: fn("x.y/p.New")},
		"a variable of a function's type":         {find: fn("x.y/p.Make")},
		"a method":                                {find: fn("(*x.y/p.Base).Ask")},
		"a method of an interface":                {find: fn("(x.y/p.Asker).Ask")},
		"a method of a generic type":              {find: fn("(x.y/p.Box[T]).Open")},
		"a field":                                 {find: field("x.y/p.Client", "Inner.URL")},
		"a field of an embedded type":             {find: field("x.y/p.Client", "Base.Header")},
		"a parameter by name":                     {find: param("x.y/p.New", "name")},
		"a parameter without one":                 {find: param("x.y/p.New", "#1")},
		"no such function":                        {fn("x.y/p.Nwe"), Missing{"the package x.y/p has no function Nwe", `did you mean "New"?`}},
		"a variable that is none":                 {fn("x.y/p.Count"), Missing{"the package x.y/p has no function Count", "valid: Make, New"}},
		"no such type":                            {fn("(*x.y/p.Clent).Ask"), Missing{"the package x.y/p has no type Clent", `did you mean "Client"?`}},
		"no such method":                          {fn("(*x.y/p.Base).Aks"), Missing{"x.y/p.Base has no method Aks", `did you mean "Ask"?`}},
		"a method by the name of what embeds it":  {fn("(*x.y/p.Client).Ask"), Missing{"no method has the full name (*x.y/p.Client).Ask", "write (*x.y/p.Base).Ask"}},
		"a method by the wrong kind of receiver":  {fn("(x.y/p.Base).Ask"), Missing{"no method has the full name (x.y/p.Base).Ask", "write (*x.y/p.Base).Ask"}},
		"no such field":                           {field("x.y/p.Client", "Inner.Url"), Missing{"x.y/p.Client has no field Url", `did you mean "URL"?`}},
		"no such parameter":                       {param("x.y/p.New", "nam"), Missing{"x.y/p.New has no parameter nam", `did you mean "name"?`}},
		"a parameter that has a name":             {param("x.y/p.New", "#0"), Missing{`the parameter "#0" of x.y/p.New has a name`, "write name"}},
		"a parameter beyond the last":             {param("x.y/p.New", "#2"), Missing{"x.y/p.New has no parameter 2", "it has 2: 0 to 1"}},
		"a number that is none":                   {param("x.y/p.New", "#one"), Missing{`"#one" is no parameter`, `write the position, such as "#0" for the first`}},
		"a parameter of a variable of a function": {param("x.y/p.Make", "nme"), Missing{"x.y/p.Make has no parameter nme", `did you mean "name"?`}},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			var got Missing
			if none := tt.find(); none != nil {
				got = *none
			}
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}
