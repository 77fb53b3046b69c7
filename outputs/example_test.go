package outputs_test

import (
	"fmt"
	"log"
	"os"

	"tifa/outputs"
	"tifa/outputs/describe"
)

// A result folder is written beside its place, published whole, and read table by table.
func Example() {
	runs, err := os.MkdirTemp("", "runs")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(runs)
	folder, err := outputs.Create(runs, "2015-03")
	if err != nil {
		log.Fatal(err)
	}
	defer folder.Abandon()
	problems, err := outputs.NewWriter[outputs.Problem](folder)
	if err != nil {
		log.Fatal(err)
	}
	_ = problems.Write(outputs.Problem{Path: "a.jsonl", Record: 3, Kind: "date", Reason: `date "2015-13-01": month out of range`})
	if err := problems.Close(); err != nil { // says what Write did, too
		log.Fatal(err)
	}
	if err := describe.Write(folder, "March"); err != nil {
		log.Fatal(err)
	}
	dir, err := folder.Publish()
	if err != nil {
		log.Fatal(err)
	}
	for p, err := range outputs.Read[outputs.Problem](dir) {
		fmt.Println(p.Path, p.Record, p.Reason, err)
	}
	// Output: a.jsonl 3 date "2015-13-01": month out of range <nil>
}
