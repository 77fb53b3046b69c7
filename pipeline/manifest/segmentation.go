package manifest

import (
	"fmt"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/segment"
)

// Segmentation is how the run's texts were cut.
func (s *Settings) Segmentation() config.Segmentation {
	return config.Segmentation{Engine: s.Engine, Words: s.Words, HMM: s.HMM}
}

// OpenSegmenter segments as the run did, extra words and all. That they are gone or have changed
// since is an error.
func OpenSegmenter(m *Manifest) (*segment.Segmenter, error) {
	return config.OpenSegmenter(m.Settings.Segmentation(), func(name string) ([]byte, error) {
		text, err := config.ReadWords(config.Under(m.Root, name))
		if err != nil {
			return nil, fmt.Errorf("extra words of this run: %w", err)
		}
		if !slices.Contains(m.SettingHash, config.HashFile(name, text)) {
			return nil, fmt.Errorf("extra words of this run: %s has changed since", name)
		}
		return text, nil
	})
}

// Lexicon makes a matcher of the concepts a run counted, as its tables give them.
func Lexicon(dir string) (*segment.Matcher, error) {
	return lexicon(dir, func(c *outputs.Concept) segment.Conditions {
		return segment.Conditions{Near: c.Near, NotNear: c.NotNear, Within: c.Within,
			Quoted: c.Quoted, Speaker: c.Speaker, NotSpeaker: c.NotSpeaker,
			From: c.FromDate, To: c.ToDate}
	})
}

// Wordings makes a matcher of the wordings of these concepts, which count wherever they stand.
func Wordings(dir string) (*segment.Matcher, error) {
	return lexicon(dir, func(*outputs.Concept) segment.Conditions { return segment.Conditions{} })
}

func lexicon(dir string, conditions func(*outputs.Concept) segment.Conditions) (*segment.Matcher,
	error) {
	l := &segment.Lexicon{Title: dir}
	for c, err := range outputs.Read[outputs.Concept](dir) {
		if err != nil {
			return nil, err
		}
		l.Concepts = append(l.Concepts, segment.Concept{ID: c.ID, Theme: c.Theme, Zh: c.Zh, Pinyin: c.Pinyin, En: c.En,
			Phrases: c.Phrases, Except: c.Exceptions, Boundary: c.Boundary, Cite: c.Cite, Conditions: conditions(&c)})
	}
	return segment.NewMatcher(l)
}
