// Package analyse makes a document record of a document: sentences, tokens, mentions with their
// evidence.
//
// A record is a pure function of the document, the dictionary and the lexicon.
package analyse

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa/corpus"
	"tifa/pipeline/store"
	"tifa/segment"
)

const (
	// contextRunes is how much of the original stands in pre and post: a KWIC line of a printed
	// page.
	contextRunes = 40
	// reprintRunes is the folded length from which equal bodies under different titles are one text
	// printed twice. Below it, bodies such as 完整视频 repeat without being reprints, so title and date
	// have to be equal too.
	reprintRunes = 50
)

// Analyser turns documents into records. It belongs to one worker; what it returns is valid until
// the next document.
type Analyser struct {
	reader *segment.Splitter
	finder *segment.Finder
	voices *segment.Attributor
	out    store.Record
	counts []int32          // per word of the dictionary
	seen   []int32          // words with a count
	other  map[string]int64 // words the dictionary lacks
	torn   int              // sentences of the document
	digest hash.Hash
	runes  []byte // folded runes on their way into digest
}

// New returns an analyser that segments with s and matches with m. It is not safe for concurrent
// use.
func New(s *segment.Segmenter, m *segment.Matcher) *Analyser {
	return &Analyser{reader: s.Reader(), finder: m.Finder(),
		voices: segment.NewAttributor(s), counts: make([]int32, s.Words()),
		other: map[string]int64{}, digest: sha256.New()}
}

// Analyse is the per-document work: a pure function of the document and the settings.
func (a *Analyser) Analyse(d *corpus.Document) *store.Record {
	p := &a.out
	p.Head = store.Head{ID: d.ID, Source: d.Source, Path: d.Path, Record: d.Record, Date: d.Date, Authors: d.Bylines}
	p.Facts = store.Facts{DateFrom: d.DateFrom, Title: d.Title, Author: d.Author, URL: d.URL, Encoding: d.Encoding,
		Bytes: int64(len(d.Text)), MarkedBytes: markedBytes(d.TitleMarks) + markedBytes(d.TextMarks),
		Bylines: d.Bylines}
	text := sha256.Sum256([]byte(d.Text))
	p.TextHash = hex.EncodeToString(text[:])
	p.Mentions = p.Mentions[:0]
	a.torn = 0
	p.Sequence.Clear()
	doc := Conditional(d)
	a.finder.Begin(doc)

	a.field(doc.Body, false)
	bodyRunes := len(a.runes) / 4
	if bodyRunes < reprintRunes {
		a.runes = append(a.runes, 0)
		a.field(doc.Title, true)
		a.runes = appendDate(a.runes, d.Date)
	} else {
		kept := len(a.runes)
		a.field(doc.Title, true)
		a.runes = a.runes[:kept]
	}
	a.digest.Reset()
	a.digest.Write(a.runes)
	copy(p.Content[:], a.digest.Sum(nil))
	a.runes = a.runes[:0]
	a.takeWords()
	return p
}

// Problem is what was wrong with the document just analysed, nil where nothing was.
func (a *Analyser) Problem(d *corpus.Document) *corpus.Problem {
	if a.torn == 0 {
		return nil
	}
	return &corpus.Problem{Path: d.Path, Record: d.Record, Kind: corpus.KindUnbroken,
		Reason: fmt.Sprintf("too long without punctuation: sentences cut short: %d", a.torn),
		Action: "kept; a phrase that stands across such a cut is not found"}
}

// markedBytes counts the bytes that marks exclude. A reference to a character counts, and is not
// among them.
func markedBytes(marks []corpus.Mark) (n int64) {
	for _, m := range marks {
		if m.Char == 0 {
			n += int64(m.End - m.Start)
		}
	}
	return n
}

// field counts one text of the document and collects its mentions.
func (a *Analyser) field(text segment.Text, inTitle bool) {
	p, find := &a.out, a.finder.Find
	if inTitle {
		find = a.finder.FindInTitle
	}
	first := len(p.Mentions)
	a.voices.Start()
	for s := range a.reader.Sentences(text.Text, text.Excluded) {
		p.Sentences++
		if s.Truncated {
			a.torn++
		}
		p.HanChars += int64(s.HanChars())
		for _, r := range s.Fold {
			a.runes = append(a.runes, byte(r), byte(r>>8), byte(r>>16), '\n')
		}
		for _, t := range s.Tokens {
			if s.Class(t) != segment.Punctuation {
				p.Tokens++
			}
			a.countWord(s, t)
			p.Sequence.Add(t.Word, s.Fold[t.Start:t.End])
		}
		p.Sequence.EndSentence()
		a.voices.Read(s)
		for _, m := range find(s) {
			p.Mentions = append(p.Mentions, evidence(text.Text, s, m, inTitle))
		}
	}
	a.attribute(p.Mentions[first:])
}

// attribute says whose words the mentions of a text just read are. It waits for the end of the text
// since a speaker may be named behind the words.
func (a *Analyser) attribute(mentions []store.Mention) {
	spans := a.voices.Spans()
	for i := range mentions {
		m := &mentions[i]
		s := segment.SpeakerAt(spans, m.Start, m.End)
		m.Speaker, m.SpeakerRule = s.Speaker, string(s.Rule)
	}
}

// Conditional returns what the conditions of concepts ask of a document.
func Conditional(d *corpus.Document) segment.Document {
	return segment.Document{Date: segment.Date(d.Date),
		Title: segment.Text{Text: d.Title, Excluded: SegmentMarks(d.TitleMarks)},
		Body:  segment.Text{Text: d.Text, Excluded: SegmentMarks(d.TextMarks)}}
}

// SegmentMarks returns the marks of a document as the segmenter takes them, nil where there are
// none.
func SegmentMarks(marks []corpus.Mark) []segment.ExcludedSpan {
	if len(marks) == 0 {
		return nil
	}
	out := make([]segment.ExcludedSpan, len(marks))
	for i, m := range marks {
		out[i] = segment.ExcludedSpan(m)
	}
	return out
}

func (a *Analyser) countWord(s *segment.Sentence, t segment.Token) {
	if t.Word < 0 {
		a.other[string(s.Fold[t.Start:t.End])]++
		return
	}
	if a.counts[t.Word] == 0 {
		a.seen = append(a.seen, t.Word)
	}
	a.counts[t.Word]++
}

// takeWords moves the word counts into the store.Record: the dictionary's in order of their
// numbers, then the others by text.
func (a *Analyser) takeWords() {
	slices.Sort(a.seen)
	words := a.out.Words[:0]
	for _, w := range a.seen {
		words = append(words, store.WordCount{Word: w, Count: int64(a.counts[w])})
		a.counts[w] = 0
	}
	a.seen = a.seen[:0]
	known := len(words)
	for text, n := range a.other {
		words = append(words, store.WordCount{Word: -1, Text: text, Count: n})
	}
	clear(a.other)
	slices.SortFunc(words[known:], func(x, y store.WordCount) int { return strings.Compare(x.Text, y.Text) })
	a.out.Words = words
}

// evidence cuts a mention's sentence and context from the original.
func evidence(text string, s *segment.Sentence, m segment.Mention, inTitle bool) store.Mention {
	at := s.Original(m.Start, m.End)
	return store.Mention{
		Concept: int(m.Concept), InTitle: inTitle, Aligned: m.Aligned, InTheme: m.InTheme,
		Joined: s.Joined(m.Start, m.End), Quoted: s.Quoted(m.Start, m.End),
		Start: at.Start, End: at.End, SentenceStart: s.Start,
		Keyword: text[at.Start:at.End], Sentence: text[s.Start:s.End],
		Pre: LastRunes(text[:at.Start], contextRunes), Post: FirstRunes(text[at.End:], contextRunes),
	}
}

// LastRunes returns the last n characters of s, or all of it where it has fewer.
func LastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// FirstRunes returns the first n characters of s, or all of it where it has fewer.
func FirstRunes(s string, n int) string {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s[:i]
}

func appendDate(b []byte, d corpus.Date) []byte {
	for _, n := range []int{d.Year, d.Month, d.Day} {
		b = binary.AppendVarint(b, int64(n))
	}
	return b
}
