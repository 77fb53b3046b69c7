package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

// goldRow is one document of testdata/gold/bylines.tsv, whose authors were read by hand.
type goldRow struct{ document, hash, half, authors string }

func readGold(t *testing.T) (rows []goldRow) {
	t.Helper()
	file, err := os.ReadFile("../testdata/gold/bylines.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimRight(string(file), "\n"), "\n")[1:] {
		cells := strings.Split(line, "\t")
		rows = append(rows, goldRow{cells[0], cells[1], cells[2], cells[3]})
	}
	return rows
}

// peopleCN reads the columns, by the name of the file and the number of the record.
func peopleCN(t *testing.T) map[string]*Document {
	t.Helper()
	docs, _ := readInput(t, fixture.Corpora(t, ""),
		Input{Path: "people_cn", Fields: Fields{Text: "body"}})
	all := map[string]*Document{}
	for i := range docs {
		all[path.Base(docs[i].ID)] = &docs[i]
	}
	return all
}

// TestBylineSample draws the sample again: of each file the fifty documents whose names have the
// least hashes, by turns for development and held out.
func TestBylineSample(t *testing.T) {
	type drawn struct{ hash, document string }
	files := map[string][]drawn{}
	for document := range peopleCN(t) {
		sum := sha256.Sum256([]byte("bylines " + document))
		file, _, _ := strings.Cut(document, "#")
		files[file] = append(files[file], drawn{hex.EncodeToString(sum[:]), document})
	}
	want := map[string]string{}
	for _, list := range files {
		slices.SortFunc(list, func(a, b drawn) int { return cmp.Compare(a.hash, b.hash) })
		for i, d := range list[:50] {
			want[d.document] = []string{"development", "held out"}[i%2]
		}
	}
	rows := readGold(t)
	for _, row := range rows {
		if want[row.document] != row.half {
			t.Errorf("%s is %q, drawn as %q", row.document, row.half, want[row.document])
		}
	}
	if len(rows) != 300 || len(want) != 300 {
		t.Errorf("%d documents, %d drawn", len(rows), len(want))
	}
}

// score counts what was read of what is there, and of what was read what is there.
type score struct{ right, wrong, missed int }

func (s *score) add(got, want []string) {
	for _, g := range got {
		if slices.Contains(want, g) {
			s.right++
		} else {
			s.wrong++
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			s.missed++
		}
	}
}

func (s *score) precision() float64 { return float64(s.right) / float64(s.right+s.wrong) }
func (s *score) recall() float64    { return float64(s.right) / float64(s.right+s.missed) }
func (s *score) String() string {
	return fmt.Sprintf("precision %.3f, recall %.3f (%d right, %d wrong, %d missed)",
		s.precision(), s.recall(), s.right, s.wrong, s.missed)
}

// TestBylinesOnGold measures names, and affiliations with the name they belong to, by their first
// eight characters.
func TestBylinesOnGold(t *testing.T) {
	docs := peopleCN(t)
	names, offices := map[string]*score{}, map[string]*score{}
	for _, row := range readGold(t) {
		if names[row.half] == nil {
			names[row.half], offices[row.half] = &score{}, &score{}
		}
		d := docs[row.document]
		if d == nil {
			t.Fatal(row.document, " is not there")
		}
		sum := sha256.Sum256([]byte(d.Text))
		if !strings.HasPrefix(hex.EncodeToString(sum[:]), row.hash) {
			t.Fatalf("%s is another text than the one that was read", row.document)
		}
		n, o := goldAuthors(row.authors)
		gotN, gotO := readAuthors(d.Bylines)
		names[row.half].add(gotN, n)
		offices[row.half].add(gotO, o)
	}
	for _, half := range []string{"development", "held out"} {
		t.Logf("%s: names %v; affiliations %v", half, names[half], offices[half])
		for _, s := range []*score{names[half], offices[half]} {
			if s.precision() < 0.98 || s.recall() < 0.97 {
				t.Errorf("%s: %v: want at least 0.98 and 0.97", half, s)
			}
		}
	}
}

// goldAuthors are the names, and the affiliations with their names, of a row.
func goldAuthors(cell string) (names, offices []string) {
	for _, author := range strings.Split(cell, "; ") {
		name, office, _ := strings.Cut(author, "|")
		if name != "" {
			names = append(names, name)
		}
		if office != "" {
			offices = append(offices, name+"|"+office)
		}
	}
	return names, offices
}

func readAuthors(bylines []Byline) (names, offices []string) {
	for _, b := range bylines {
		if b.Name != "" {
			names = append(names, b.Name)
		}
		if office := []rune(b.Affiliation); len(office) > 0 {
			offices = append(offices, b.Name+"|"+string(office[:min(8, len(office))]))
		}
	}
	return names, offices
}
