package describe

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tifa/outputs"
	"tifa/outputs/folder"
)

// croissantContext is the context that the Croissant specification asks every file to repeat.
const croissantContext = `{
  "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
  "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "citeAs": "cr:citeAs", "column": "cr:column",
  "conformsTo": "dct:conformsTo", "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
  "examples": {"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty",
  "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes",
  "isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField",
  "equivalentProperty": "cr:equivalentProperty", "path": "cr:path", "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
  "replace": "cr:replace", "samplingRate": "cr:samplingRate", "separator": "cr:separator", "source": "cr:source",
  "subField": "cr:subField", "transform": "cr:transform"
}`

type reference struct {
	ID string `json:"@id"`
}

type croissantFile struct {
	Type           string `json:"@type"`
	ID             string `json:"@id"`
	Name           string `json:"name"`
	Description    string `json:"description"`
	ContentURL     string `json:"contentUrl"`
	ContentSize    string `json:"contentSize"`
	EncodingFormat string `json:"encodingFormat"`
	SHA256         string `json:"sha256"`
}

type croissantRecords struct {
	Type        string           `json:"@type"`
	ID          string           `json:"@id"`
	Name        string           `json:"name"`
	Description string           `json:"description"`
	Key         []reference      `json:"key,omitempty"`
	Fields      []croissantField `json:"field"`
}

type croissantField struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	DataType    string `json:"dataType"`
	Repeated    bool   `json:"repeated,omitempty"`
	Source      struct {
		File    reference `json:"fileObject"`
		Extract struct {
			Column string `json:"column"`
		} `json:"extract"`
	} `json:"source"`
}

// writeCroissant writes the tables' description for dataset search engines:
// https://docs.mlcommons.org/croissant/ What changes from one writing of equal tables to the next
// has no place in it: no date of publication. Nor has what only the analyst can know: no licence,
// which is that of the texts as much as of the counts. The version is the format's, with the start
// of the fingerprint: semantic versioning's metadata of a build.
func writeCroissant(w io.Writer, title string, files []outputs.FileHash) error {
	d := struct {
		Context     json.RawMessage    `json:"@context"`
		Type        string             `json:"@type"`
		ConformsTo  string             `json:"conformsTo"`
		Name        string             `json:"name"`
		Description string             `json:"description"`
		CiteAs      string             `json:"citeAs"`
		Version     string             `json:"version"`
		Languages   []string           `json:"inLanguage"`
		Live        bool               `json:"isLiveDataset"`
		Files       []croissantFile    `json:"distribution"`
		Records     []croissantRecords `json:"recordSet"`
	}{json.RawMessage(croissantContext), "sc:Dataset", "http://mlcommons.org/croissant/1.0", title,
		"Key phrases of Chinese political discourse, counted by tifa: tables of counts with the sentences they are made of.",
		citation(title, folder.Fingerprint(files)), croissantVersion + "+" + folder.Fingerprint(files)[:12],
		[]string{"zh", "en"}, false,
		[]croissantFile{}, []croissantRecords{}}
	for _, t := range described(files) {
		d.Files = append(d.Files, croissantFile{"cr:FileObject", t.file.Name, t.file.Name, t.About,
			t.file.Name,
			sizeInBytes(t.file.Bytes), "application/x-parquet", t.file.SHA256})
		d.Records = append(d.Records, croissantRecordsOf(t.Table))
	}
	return writeJSON(w, d)
}

// croissantVersion is the version of the tables' make-up: the first number grows where a column
// goes or changes its meaning.
const croissantVersion = "1.0.0"

// citation is BibTeX, as Croissant recommends. When the tables were made, and by whom, is left for
// the author to add.
func citation(title, fingerprint string) string {
	plain := strings.NewReplacer("{", "(", "}", ")", `\`, "/", "\n", " ")
	return fmt.Sprintf("@misc{tifa_%s, title = {%s}, note = {Tables counted by tifa, fingerprint %s}}",
		fingerprint[:12], plain.Replace(title), fingerprint)
}

func croissantRecordsOf(t outputs.Table) croissantRecords {
	types := map[outputs.Kind]string{outputs.Text: "sc:Text", outputs.Texts: "sc:Text",
		outputs.Integer: "cr:Int64", outputs.Number: "cr:Float64",
		outputs.Truth: "sc:Boolean", outputs.Date: "sc:Date"}
	r := croissantRecords{Type: "cr:RecordSet", ID: t.Name, Name: t.Name, Description: t.About}
	if !t.Repeats {
		for _, k := range t.Key {
			r.Key = append(r.Key, reference{t.Name + "/" + k})
		}
	}
	for _, c := range t.Columns {
		f := croissantField{Type: "cr:Field", ID: t.Name + "/" + c.Name, Name: c.Name,
			Description: c.Doc, DataType: types[c.Kind],
			Repeated: c.Kind == outputs.Texts}
		if c.Unit != "" {
			f.Description += " Unit: " + c.Unit + "."
		}
		f.Source.File.ID, f.Source.Extract.Column = t.FileName(), c.Name
		r.Fields = append(r.Fields, f)
	}
	return r
}

func sizeInBytes(n int64) string { return strconv.FormatInt(n, 10) + " B" }
