package describe

import (
	"encoding/json"
	"io"

	"tifa/outputs"
)

const parquetMediaType = "application/vnd.apache.parquet"

// writeDataPackage writes a Frictionless data package:
// https://specs.frictionlessdata.io/tabular-data-package/ It bends to what frictionless-py 5 can
// check in a Parquet file: no "bytes", which it compares with nothing; lists are "any", because it
// reads them as NumPy arrays and then finds that they are no "array"; and integers that may be null
// are "number", because its nulls are NaN.
func writeDataPackage(w io.Writer, title string, files []outputs.FileHash) error {
	type schema struct {
		Fields     []packageField `json:"fields"`
		PrimaryKey []string       `json:"primaryKey,omitempty"`
		// None: an empty text is a value, and null is null.
		MissingValues []string `json:"missingValues"`
	}
	type resource struct {
		Name        string `json:"name"`
		Path        string `json:"path"`
		Profile     string `json:"profile"`
		Format      string `json:"format"`
		MediaType   string `json:"mediatype"`
		Description string `json:"description"`
		Hash        string `json:"hash"`
		Rows        int64  `json:"rows"`
		Schema      schema `json:"schema"`
	}
	p := struct {
		Profile   string     `json:"profile"`
		Name      string     `json:"name"`
		Title     string     `json:"title"`
		Schema    int        `json:"schema_version"`
		Resources []resource `json:"resources"`
	}{"data-package", "tifa-result", title, outputs.SchemaVersion, []resource{}}
	for _, t := range described(files) {
		r := resource{Name: t.Name, Path: t.file.Name, Profile: "tabular-data-resource",
			Format: "parquet", MediaType: parquetMediaType,
			Description: t.About, Hash: "sha256:" + t.file.SHA256, Rows: t.file.Rows,
			Schema: schema{MissingValues: []string{}}}
		if !t.Repeats {
			r.Schema.PrimaryKey = t.Key
		}
		for _, c := range t.Columns {
			r.Schema.Fields = append(r.Schema.Fields, packageFieldOf(c))
		}
		p.Resources = append(p.Resources, r)
	}
	return writeJSON(w, p)
}

type packageField struct {
	Name        string          `json:"name"`
	Type        string          `json:"type"`
	Description string          `json:"description"`
	Unit        string          `json:"unit,omitempty"`
	Constraints map[string]bool `json:"constraints,omitempty"`
}

func packageFieldOf(c outputs.Column) packageField {
	types := map[outputs.Kind]string{outputs.Text: "string", outputs.Texts: "any",
		outputs.Integer: "integer", outputs.Number: "number",
		outputs.Truth: "boolean", outputs.Date: "date"}
	f := packageField{Name: c.Name, Type: types[c.Kind], Description: c.Doc, Unit: c.Unit}
	switch {
	case c.Kind == outputs.Texts:
		f.Description += " A list of texts."
	case c.Kind == outputs.Integer && c.Nullable:
		f.Type = "number"
		f.Description += " A whole number."
	}
	if !c.Nullable {
		f.Constraints = map[string]bool{"required": true}
	}
	return f
}

// writeJSON writes text as it is: no < for a <.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
