// Package inference answers the questions that a report asks of its counts, or says why it cannot.
// It reads integer sums and series and returns estimates, intervals and p-values; it knows no
// documents, files or tables.
//
//	groups.go     do the sources of one group use a concept more often?   unit: the source
//	documents.go  do these documents differ from those?                   unit: a source's week
//	periods.go    did sources change between two periods?                 unit: a source's week
//	rate.go       how sure are a rate and a ratio of two rates?           unit: the document
//	series/       what changes over time?                                 unit: blocks of periods
//	null.go       p-values from permutations, and their adjustment within a family
//	splits.go     permutations of units in two groups
//	blocks.go     permutations of a series in blocks
//
// The unit is what could be exchanged if the null hypothesis held. All p-values are two-sided, all
// intervals and thresholds belong to Alpha. A permutation p-value is hits/N where all N
// permutations are enumerated, the observed one among them, and (hits+1)/(B+1) where B are drawn
// (Phipson & Smyth 2010); ties are hits.
//
// A result has a Reason. It is Answered, or else it names why nothing can be said: both p-values
// are then 1, and an estimate that does not exist is 0. No function returns NaN or an infinity. An
// error means that the arguments contradict each other or that the context ended.
//
// The same arguments and the same state of Draw.Random give the same result on one kind of machine.
package inference

// Alpha is the level of every test; intervals are at 1-Alpha.
const Alpha = 0.05

// Reason says why a question has no answer. The zero value is Answered.
type Reason int

// The reasons, each with the condition under which it is given.
const (
	Answered            Reason = iota
	NoDocuments                // a side of the comparison has no size
	NoMentions                 // the concept is not mentioned on any side
	NoVariation                // every value is the same
	OneSource                  // a group consists of one source
	TooFewUnits                // a group has fewer than three sources, a phrase too few weeks
	NoOutcomeCouldReach        // the smallest attainable p-value is above Alpha
	NoOverlap                  // the sides share no time, or no source
	TooShort                   // the series has too few periods
	TooFewDates                // there are fewer than 20 dates to compare an event with
	TooPersistent              // the series is so autocorrelated that drift and trend look alike
	TooFrequent                // half of all documents use it, so that no burst is denser
	TooLarge                   // a sum left the range of integers
)

var reasonCodes = [...]string{"", "no_documents", "no_mentions", "no_variation", "one_source",
	"too_few_units", "no_outcome_could_reach", "no_overlap", "too_short", "too_few_dates",
	"too_persistent", "too_frequent", "too_large"}

// String is the reason as a code for a table, empty for Answered.
func (r Reason) String() string { return reasonCodes[r] }

// Interval is a two-sided interval at 1-Alpha. The zero value is none.
type Interval struct {
	Lo, Hi float64
	Open   bool // nothing bounds it above; Hi is then 0
}

// Excludes reports whether v lies outside the interval.
func (i Interval) Excludes(v float64) bool { return v < i.Lo || (!i.Open && v > i.Hi) }

func (i Interval) times(factor float64) Interval {
	return Interval{i.Lo * factor, i.Hi * factor, i.Open}
}
