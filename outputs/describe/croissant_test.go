package describe

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/outputs/folder"
)

// Equal tables are cited alike, whatever the clock says, and a title can't break out of the
// citation.
func TestCroissantCitation(t *testing.T) {
	files := []outputs.FileHash{{Name: "sources.parquet", SHA256: "abc", Bytes: 3, Rows: 1}}
	write := func() []byte {
		var b bytes.Buffer
		if err := writeCroissant(&b, `网络主权 {2013} \ <x>`, files); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var got struct {
		CiteAs, Version string
		InLanguage      []string
	}
	if err := json.Unmarshal(write(), &got); err != nil {
		t.Fatal(err)
	}
	sum := folder.Fingerprint(files)
	want := "@misc{tifa_" + sum[:12] + ", title = {网络主权 (2013) / <x>}, note = {Tables counted by tifa, fingerprint " + sum + "}}"
	if got.CiteAs != want || got.Version != "1.0.0+"+sum[:12] || len(got.InLanguage) != 2 {
		t.Errorf("%+v", got)
	}
	if !bytes.Equal(write(), write()) || strings.Contains(string(write()), "datePublished") {
		t.Error("what is written depends on the clock")
	}
}
