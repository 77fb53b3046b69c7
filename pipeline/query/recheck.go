package query

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/analyse"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/store"
	"tifa/segment"
)

// recheckTexts reads the inputs of a run again and compares what each document gives with the
// mentions in the table. Files that have changed since, or are gone, can't be checked; the check
// says how many.
func recheckTexts(ctx context.Context, dir string, m *manifest.Manifest) (Check, error) {
	c := Check{What: "documents read again have the mentions in the table", Note: "their files are gone or have changed"}
	want, err := digestsOf(dir)
	if err != nil {
		return c, err
	}
	a, err := analyserOf(dir, m)
	if err != nil {
		return c, err
	}
	files, _, err := config.Files(&config.Config{Root: m.Root, Inputs: m.Settings.Inputs})
	if err != nil {
		return c, fmt.Errorf("the inputs of this run can't be read again: %w", err)
	}
	hashes := map[string]string{}
	for _, f := range m.Files {
		hashes[f.Path] = f.SHA256
	}
	for _, f := range files {
		if sum, err := config.HashInput(f); err != nil || sum == "" || sum != hashes[f.Path] {
			continue
		}
		_, err := f.Read(ctx, nil, func(item corpus.Item) bool {
			if item.Document != nil {
				c.Number++
				compareDigest(&c, want, a.Analyse(item.Document), a.matcher)
			}
			return ctx.Err() == nil
		})
		if err != nil {
			return c, err
		}
	}
	c.Skipped = int64(len(want))
	return c, nil
}

// textKey names a document as it was read.
type textKey struct {
	path   string
	record int64
}

// digest is the sum of the hashes of a document's mentions: the same for the same set in any order.
type digest struct{ sum, mentions uint64 }

func (d *digest) add(concept string, inTitle bool, start, end int64, speaker, rule string) {
	h := sha256.Sum256(fmt.Appendf(nil, "%s %t %d %d %q %s", concept, inTitle, start, end, speaker, rule))
	d.sum += binary.LittleEndian.Uint64(h[:])
	d.mentions++
}

func digestsOf(dir string) (map[textKey]digest, error) {
	byID := map[string]digest{}
	for m, err := range outputs.Read[outputs.Mention](dir) {
		if err != nil {
			return nil, err
		}
		d := byID[m.Document]
		d.add(m.Concept, m.InTitle, m.StartByte, m.EndByte, m.Speaker, m.SpeakerRule)
		byID[m.Document] = d
	}
	out := map[textKey]digest{}
	for d, err := range outputs.Read[outputs.Document](dir) {
		if err != nil {
			return nil, err
		}
		out[textKey{d.Path, d.Record}] = byID[d.ID]
	}
	return out, nil
}

// rechecker analyses with the lexicon that a result folder's tables give.
type rechecker struct {
	*analyse.Analyser
	matcher *segment.Matcher
}

func analyserOf(dir string, m *manifest.Manifest) (*rechecker, error) {
	matcher, err := manifest.Lexicon(dir)
	if err != nil {
		return nil, err
	}
	s, err := manifest.OpenSegmenter(m)
	if err != nil {
		return nil, err
	}
	return &rechecker{analyse.New(s, matcher), matcher}, nil
}

func compareDigest(c *Check, want map[textKey]digest, p *store.Record, matcher *segment.Matcher) {
	key := textKey{p.Path, int64(p.Record)}
	w, ok := want[key]
	if !ok {
		c.fail("%s: record %d: document is not in the table", p.Path, p.Record)
		return
	}
	delete(want, key)
	var got digest
	for i := range p.Mentions {
		m := &p.Mentions[i]
		got.add(matcher.Concepts[m.Concept].ID, m.InTitle, int64(m.Start), int64(m.End), m.Speaker, m.SpeakerRule)
	}
	if got != w {
		c.fail("%s: record %d: %d mentions read again, %d in the table, or at other places or of other speakers", p.Path, p.Record, got.mentions, w.mentions)
	}
}
