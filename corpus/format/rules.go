package format

import (
	"fmt"
	"slices"
	"strings"
)

// Options say how a file is read. The zero Options find everything out.
type Options struct {
	Format   string        // auto (or "") or one of Names
	Encoding string        // auto (or "") or one of charset.Names
	Records  string        // only JSON: path of the records, as videoList[]
	Fields   [Parts]string // names or paths of the parts; "" is PartName
}

// Rules are Options made ready for reading. They do not change, and any number of files may share
// them.
type Rules struct {
	format, encoding string
	recordsPath      string
	records          []step
	names            [Parts]string   // fields as configured or by default
	given            [Parts]bool     // which of them were configured
	paths            [Parts][]string // the same, cut at the dots
	tree             *fieldTree      // the same, as JSON objects nest
	maxRecord        int64           // MaxRecord, or less in a test
}

// Compile checks the paths of options. Names of formats and encodings are the caller's to check.
func Compile(o Options) (*Rules, error) {
	c := &Rules{format: o.Format, encoding: o.Encoding, recordsPath: o.Records, maxRecord: MaxRecord}
	var err error
	if c.records, err = parseSteps(o.Records); err != nil {
		return nil, err
	}
	for part, name := range o.Fields {
		if c.given[part] = name != ""; name == "" {
			name = PartName(part)
		}
		c.names[part], c.paths[part] = name, strings.Split(strings.ReplaceAll(name, "[].", "."), ".")
		if slices.Contains(c.paths[part], "") || strings.ContainsAny(strings.Join(c.paths[part], ""), "[]") {
			return nil, fmt.Errorf("fields: %s: path %q is bad: write names with a dot between them,"+
				" as video_detail.content", PartName(part), name)
		}
	}
	c.tree = newFieldTree(c.paths)
	return c, nil
}

// Name is the name that the field of a part has in a record.
func (c *Rules) Name(part int) string { return c.names[part] }

// step is one name of a records path: the key to go down to, "" for the value itself, and whether
// its elements are meant.
type step struct {
	key  string
	each bool
}

// parseSteps cuts a records path such as videoList[] or [].items[] into steps.
func parseSteps(path string) (steps []step, err error) {
	if path == "" {
		return nil, nil
	}
	for _, name := range strings.Split(path, ".") {
		key, each := strings.CutSuffix(name, "[]")
		if key == "" && !each || strings.ContainsAny(key, "[]") {
			return nil, fmt.Errorf("records: path %q is bad: write names with a dot between them and [] after each list, as videoList[]", path)
		}
		steps = append(steps, step{key, each})
	}
	return steps, nil
}
