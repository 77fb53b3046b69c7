package config

import (
	"fmt"

	"tifa/pipeline/stats"
)

// MeasureSettings are the settings of the measures with the pairs to compare.
func (c *Config) MeasureSettings() MeasureSettings {
	s := c.Measures
	s.Compare = c.Compare
	return s
}

// MeasureSettings are the decisions behind the measures, the key measures of a tifa.yaml. What is
// left out there has the value of DefaultMeasures. They are recorded in run.json.
type MeasureSettings struct {
	Seed         uint64 `yaml:"seed" json:"seed"`                 // of every random draw
	Permutations int    `yaml:"permutations" json:"permutations"` // random permutations of a permutation test; all permutations where there are fewer

	MinDocuments int64   `yaml:"min_documents" json:"min_documents"` // documents each side of a comparison needs to be tested
	MinMentions  int64   `yaml:"min_mentions" json:"min_mentions"`   // mentions on both sides together a concept needs to be tested
	MinTokens    int64   `yaml:"min_tokens" json:"min_tokens"`       // occurrences on both sides together a token needs to be compared
	Prior        float64 `yaml:"prior" json:"prior"`                 // log-odds: weight of the informative prior, as a share of the tokens compared
	SimpleMaths  float64 `yaml:"simple_maths" json:"simple_maths"`   // what simple maths adds to both rates per million

	Temperature TemperatureCuts `yaml:"temperature" json:"temperature"`
	EventDays   int32           `yaml:"event_days" json:"event_days"` // days before and after an event

	Window         int            `yaml:"window" json:"window"`                       // collocates: tokens on either side
	MinTogether    int64          `yaml:"min_cooccurrences" json:"min_cooccurrences"` // collocates: places a token needs
	DocumentTokens string         `yaml:"document_tokens" json:"document_tokens"`     // of which documents the table is written: compared, all or none; always of those apart in their source
	Ngrams         NgramSettings  `yaml:"ngrams" json:"ngrams"`
	Emerging       EmergeSettings `yaml:"emerging" json:"emerging"`
	Stance         StanceSettings `yaml:"stance_scores" json:"stance_scores"`

	// Compare is the pairs of groups, the key compare at the top of a tifa.yaml.
	Compare []Compare `yaml:"-" json:"compare"`
}

// TemperatureCuts are the least shares of a year's documents, as in stats.CutLines.
type TemperatureCuts struct {
	Boiling  float64 `yaml:"boiling" json:"boiling"`
	Scalding float64 `yaml:"scalding" json:"scalding"`
	Hot      float64 `yaml:"hot" json:"hot"`
	Warm     float64 `yaml:"warm" json:"warm"`
	Tepid    float64 `yaml:"tepid" json:"tepid"`
}

// NgramSettings say which sequences of tokens may be phrases. They take a run over the texts to
// change.
type NgramSettings struct {
	MinCount int64   `yaml:"min_count" json:"min_count"` // occurrences in all, at least one per million tokens
	Cohesion float64 `yaml:"cohesion" json:"cohesion"`   // least NPMI of the weakest cut
	Entropy  float64 `yaml:"entropy" json:"entropy"`     // least branching entropy on either side, in bits
}

// EmergeSettings say which of them emerge in a year.
type EmergeSettings struct {
	MinCount  int64   `yaml:"min_count" json:"min_count"` // occurrences in the year
	MinDocs   int64   `yaml:"min_docs" json:"min_docs"`   // documents of the year
	LogRatio  float64 `yaml:"log_ratio" json:"log_ratio"` // least log ratio: 1 is twice as frequent
	Cohesion  float64 `yaml:"cohesion" json:"cohesion"`   // least NPMI of the weakest cut
	Entropy   float64 `yaml:"entropy" json:"entropy"`     // least branching entropy on either side, in bits
	Reference int     `yaml:"reference" json:"reference"` // years before that are the reference; 0 is all
	Top       int     `yaml:"top" json:"top"`             // phrases kept for each year
}

// StanceSettings say which tokens place sources between two groups.
type StanceSettings struct {
	MinTokens int64 `yaml:"min_tokens" json:"min_tokens"` // tokens a source needs in a period to be placed
	MinCount  int64 `yaml:"min_count" json:"min_count"`   // occurrences a token needs in a period
}

// DefaultMeasures are the settings where a configuration says nothing.
func DefaultMeasures() MeasureSettings {
	lines := stats.DefaultCutLines()
	return MeasureSettings{
		Seed: 1, Permutations: 9999,
		MinDocuments: 5, MinMentions: LowMentions, MinTokens: 20, Prior: 0.1, SimpleMaths: 100,
		Temperature: TemperatureCuts(lines), EventDays: 180,
		Window: 5, MinTogether: 3, DocumentTokens: "compared",
		Ngrams:   NgramSettings{MinCount: 10, Cohesion: 0.3, Entropy: 0.5},
		Emerging: EmergeSettings{MinCount: 10, MinDocs: 5, LogRatio: 1, Cohesion: 0.3, Entropy: 1, Top: 200},
		Stance:   StanceSettings{MinTokens: 1000, MinCount: 5},
	}
}

// Check finds settings that make no sense.
func (s *MeasureSettings) Check() error {
	t := s.Temperature
	for _, c := range []struct {
		ok   bool
		want string
	}{
		{s.Permutations >= 99, "permutations: at least 99; 9999 is usual"},
		{s.MinDocuments >= 2, "min_documents: at least 2"},
		{s.MinMentions >= 1 && s.MinTokens >= 1 && s.MinTogether >= 1, "min_mentions, min_tokens, min_cooccurrences: at least 1"},
		{s.Prior > 0 && s.SimpleMaths > 0, "prior, simple_maths: above 0"},
		{1 > t.Boiling && t.Boiling > t.Scalding && t.Scalding > t.Hot && t.Hot > t.Warm && t.Warm > t.Tepid && t.Tepid > 0,
			"temperature: shares that descend from boiling to tepid, between 0 and 1"},
		{s.EventDays >= 1 && s.Window >= 1, "event_days and window: at least 1"},
		{s.DocumentTokens == "compared" || s.DocumentTokens == "all" || s.DocumentTokens == "none", "document_tokens: compared, all or none"},
		{s.Ngrams.MinCount >= 2, "ngrams: min_count at least 2"},
		{s.Emerging.MinCount >= 1 && s.Emerging.Reference >= 0 && s.Emerging.Top >= 1, "emerging: min_count and top at least 1, reference at least 0"},
	} {
		if !c.ok {
			return fmt.Errorf("measures: %s", c.want)
		}
	}
	return nil
}

// Confidence is that of every interval in the tables.
const Confidence = 0.95

// The numbers below which a row is marked as resting on few.
const (
	LowMentions  = 5
	LowDocuments = 5
	LowTokens    = 5 // of a source, in stance_scores
)
