package config

import (
	_ "embed"
	"fmt"
	"slices"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/settings"
	"tifa/segment"
)

//go:embed data/events.yaml
var builtInEventsYAML []byte

// Events are the dated events that changes are measured against.
type Events struct {
	Title  string  `yaml:"title"`
	Events []Event `yaml:"events"`
}

// Event is something that happened on a day. Its date is in any form corpus.ParseDate reads.
type Event = outputs.Event

// ParseEvents reads a file of events, sorted by day. Unknown keys, repeated IDs and dates that are
// no day are errors.
func ParseEvents(name string, text []byte) (*Events, error) {
	var e Events
	if err := settings.Decode(name, text, &e); err != nil {
		return nil, fmt.Errorf("%w\nkeys of an event: id date zh en cite", err)
	}
	seen := map[string]bool{}
	for i := range e.Events {
		v := &e.Events[i]
		d, err := corpus.ParseDate(v.Date)
		if err != nil {
			return nil, fmt.Errorf("%s: event %q: %w", name, v.ID, err)
		}
		if d.Precision() != corpus.PrecisionDay {
			return nil, fmt.Errorf("%s: event %q: date %q is not a day: write it as 2013-06-05", name, v.ID, v.Date)
		}
		if v.ID == "" || seen[v.ID] {
			return nil, fmt.Errorf("%s: event %d: id %q is empty or used twice", name, i+1, v.ID)
		}
		seen[v.ID], v.Day = true, DayOf(d)
	}
	slices.SortStableFunc(e.Events, func(a, b Event) int { return int(a.Day) - int(b.Day) })
	return &e, nil
}

// BuiltInEvents returns the events that are part of the program.
func BuiltInEvents() *Events {
	e, err := ParseEvents("built-in events", builtInEventsYAML)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return e
}

// BuiltInEventsName is what the key events says for the built-in events.
const BuiltInEventsName = "built-in"

// eventsFor are the events where a configuration names none: the built-in ones where the lexicon of
// their subject is used, Chinese internet governance, else none. It is given the titles of the
// lexicons.
func eventsFor(lexicons []string) *Events {
	if slices.Contains(lexicons, segment.BuiltInLexicon().Title) {
		return BuiltInEvents()
	}
	return &Events{}
}

// ReadEvents reads the file of events that a configuration names, with read; built-in names the
// built-in ones. Where it names none, they are those of the lexicons, given by their titles.
func (c *Config) ReadEvents(lexicons []string,
	read func(name string) ([]byte, error)) (*Events, error) {
	switch c.Events {
	case "":
		return eventsFor(lexicons), nil
	case BuiltInEventsName:
		return BuiltInEvents(), nil
	}
	text, err := read(c.Events)
	if err != nil {
		return nil, err
	}
	return ParseEvents(c.Events, text)
}
