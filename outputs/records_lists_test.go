package outputs

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// TestReadRecordsWithLists reads lists of texts and of groups, as authors are kept.
func TestReadRecordsWithLists(t *testing.T) {
	type author struct {
		Name        string `parquet:"name"`
		Affiliation string `parquet:"affiliation"`
	}
	type row struct {
		Names    []string `parquet:"names,list"`
		Repeated []string `parquet:"repeated"`
		Groups   []author `parquet:"groups,list"`
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, []row{{[]string{"王小明", "李红"}, []string{"王小明"},
		[]author{{"王小明", "国防大学"}}}, {}}); err != nil {
		t.Fatal(err)
	}
	want := []map[string]any{
		{"names": []any{"王小明", "李红"}, "repeated": []any{"王小明"},
			"groups": []any{map[string]any{"name": "王小明", "affiliation": "国防大学"}}},
		{"names": []any{}, "repeated": []any{}, "groups": []any{}},
	}
	var got []map[string]any
	err := ReadRecords(bytes.NewReader(b.Bytes()), int64(b.Len()), []string{"names", "repeated", "groups"}, func(r map[string]any) bool {
		got = append(got, r)
		return true
	})
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, error %v, want %v", got, err, want)
	}
}
