package attribution

import (
	"testing"

	"tifa/segment/realtexts"
)

// BenchmarkNews compares segmenting real news with segmenting and attributing it.
func BenchmarkNews(b *testing.B) {
	texts, bytes := realtexts.News(b, 100)
	segmenter := open(b)
	reader, attributor := segmenter.Reader(), New(segmenter).Reader()
	b.Run("segment", func(b *testing.B) {
		b.SetBytes(bytes)
		for b.Loop() {
			for _, text := range texts {
				for range reader.Sentences(text, nil) {
				}
			}
		}
	})
	b.Run("attribute", func(b *testing.B) {
		b.SetBytes(bytes)
		for b.Loop() {
			for _, text := range texts {
				attribute(reader, attributor, text, nil)
			}
		}
	})
}
