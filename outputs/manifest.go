package outputs

// What run.json and the tables both speak of. The run writes it; the report reads it.

// Comparison names two groups of sources to set against each other: those whose attribute By has
// the value A, and those with B.
type Comparison struct {
	By string `yaml:"by" json:"by"`
	A  string `yaml:"a" json:"a"`
	B  string `yaml:"b" json:"b"`
}

// Groups are the two groups.
func (c Comparison) Groups() (a, b Group) { return Group{c.By, c.A}, Group{c.By, c.B} }

// Event is something that happened on a day.
type Event struct {
	ID   string `yaml:"id" json:"id"`
	Date string `yaml:"date" json:"date"` // a day, as corpus.ParseDate reads it
	Zh   string `yaml:"zh" json:"zh"`
	En   string `yaml:"en" json:"en"`
	Cite string `yaml:"cite" json:"cite"`

	Day int32 `yaml:"-" json:"-"` // days since 1970-01-01; a run sets it from Date
}
