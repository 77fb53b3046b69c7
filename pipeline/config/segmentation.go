package config

import (
	"tifa/pipeline/settings"
	"tifa/segment"
)

// Segmentation says how texts are segmented.
type Segmentation struct {
	Engine string
	Words  []string // gse dictionary files
	HMM    bool     // see segment.Options
}

// OpenSegmenter opens a Segmenter with extra words, which read gives.
func OpenSegmenter(o Segmentation, read func(file string) ([]byte, error)) (*segment.Segmenter, error) {
	options := segment.Options{Engine: o.Engine, HMM: o.HMM}
	for _, name := range o.Words {
		text, err := read(name)
		if err != nil {
			return nil, &UsageError{err}
		}
		options.Words = append(options.Words, segment.WordFile{Name: name, Data: text})
	}
	s, err := segment.Open(options)
	if err != nil {
		return nil, &UsageError{err}
	}
	return s, nil
}

// maxWords is the most bytes of a file of words. gse's own dictionary has 9 MB.
const maxWords = 64 << 20

// ReadWords reads a file of words of at most 64 MB.
func ReadWords(path string) ([]byte, error) { return settings.ReadUpTo(path, maxWords) }
