package corpus

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

// Every document has a path and record of its own, also where an archive holds a name twice.
func TestEqualNamesInArchives(t *testing.T) {
	for name, text := range map[string]string{
		"a.zip": fixture.Zip("b.txt", "一", "./b.txt", "二", "c.txt", "三", "b.txt~2", "四", "b.txt", "五"),
		"a.tar": fixture.Tar("b.txt", "一", "./b.txt", "二", "c.txt", "三", "b.txt~2", "四", "b.txt", "五"),
	} {
		docs, _ := readOne(t, name, text, Input{})
		var got []string
		for _, d := range docs {
			got = append(got, strings.TrimPrefix(d.Path, name+"!")+"="+d.Text+"("+d.Title+")")
		}
		want := "b.txt=一(b) b.txt~2=二(b) c.txt=三(c) b.txt~2~2=四(b) b.txt~3=五(b)"
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s\nwant %s", name, strings.Join(got, " "), want)
		}
	}
	inner := fixture.Zip("x.txt", "网")
	docs, _ := readOne(t, "a.zip", fixture.Zip("b.zip", inner, "b.zip", inner), Input{})
	if len(docs) != 2 || docs[0].Path != "a.zip!b.zip!x.txt" || docs[1].Path != "a.zip!b.zip~2!x.txt" {
		t.Errorf("%+v", docs)
	}
}

// Two files whose names decode to the same one are two files, whichever input names them first.
func TestNamesThatDecodeEqually(t *testing.T) {
	root := t.TempDir()
	raw := fixture.Encode(t, "gbk", "解放军报") + ".txt"
	for _, name := range []string{"解放军报.txt", raw, "_.txt", "\xff.txt", "\xfe.txt"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte("文"), 0o644); err != nil {
			t.Skip("names here must be UTF-8: ", err)
		}
	}
	paths := func(inputs ...Input) (out []string) {
		files, _, err := Expand(root, inputs)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			out = append(out, f.Path)
		}
		return out
	}
	want := []string{"_.txt", "_.txt~2", "_.txt~3", "解放军报.txt", "解放军报.txt~2"}
	if got := paths(Input{Path: "."}); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := paths(Input{Path: raw}, Input{Path: "."}); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	docs, _ := readInput(t, root, Input{Path: raw})
	if len(docs) != 1 || docs[0].Path != "解放军报.txt" || docs[0].Title != "解放军报" {
		t.Errorf("%+v", docs)
	}
}
