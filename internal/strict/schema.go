package strict

import "reflect"

// An Object is a JSON object.
type Object map[string]any

// Schema returns the JSON Schema of a Go type that files are decoded into.
func Schema(v any) Object { return schema(reflect.TypeOf(v)) }

func schema(t reflect.Type) Object {
	zero := reflect.New(t)
	if u, ok := reflect.TypeAssert[Union](zero); ok {
		return u.SchemaYAML()
	}
	if w, ok := reflect.TypeAssert[Word](zero.Elem()); ok {
		return w.Schema()
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schema(t.Elem())
	case reflect.Struct:
		return structSchema(t)
	case reflect.Map:
		o := Object{"type": []string{"object", "null"}, "additionalProperties": schema(t.Elem())}
		if w, ok := reflect.TypeAssert[Word](reflect.Zero(t.Key())); ok {
			o["propertyNames"] = w.Schema()
		}
		return o
	case reflect.Slice:
		return Object{"type": []string{"array", "null"}, "items": schema(t.Elem())}
	case reflect.String:
		return Object{"type": "string"}
	case reflect.Bool:
		return Object{"type": "boolean"}
	case reflect.Int:
		return Object{"type": "integer"}
	default:
		panic("strict: a type that is in no file: " + t.String())
	}
}

func structSchema(t reflect.Type) Object {
	properties := Object{}
	var required []string
	for f := range t.Fields() {
		name, must := key(f)
		property := schema(f.Type)
		if doc := f.Tag.Get("doc"); doc != "" {
			property["description"] = doc
		}
		properties[name] = property
		if must {
			required = append(required, name)
		}
	}
	o := Object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
	if required != nil {
		o["type"], o["required"] = "object", required
	}
	return o
}
