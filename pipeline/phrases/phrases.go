package phrases

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"unicode"

	"tifa/outputs"
	"tifa/pipeline/analyse"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/segment"
)

// choose finds among the frequent sequences those that may be phrases.
func (n *ngrams) choose() {
	beside := n.beside()
	for i, s := range n.shards {
		s.foundAt = make([]int32, len(s.nodes))
		for node := range s.nodes {
			s.foundAt[node] = -1
			count := s.nodes[node].count
			if count < n.least || float64(beside[i][node]) >= partOfLonger*float64(count) {
				continue
			}
			tokens := s.sequence(int32(node))
			cohesion := n.cohesion(tokens, count)
			if cohesion < n.study.Config.Measures.Ngrams.Cohesion || !n.mayBePhrase(tokens) {
				continue
			}
			s.foundAt[node] = int32(len(s.found))
			text, segmented := n.join(tokens)
			s.found = append(s.found, phrase{tokens: tokens, count: count, cohesion: cohesion,
				text: text, segmented: segmented})
		}
	}
}

// beside is the most that one token stands beside each sequence, by shard and node.
func (n *ngrams) beside() (out [shards][]int64) {
	for i, s := range n.shards {
		out[i] = make([]int64, len(s.nodes))
	}
	for i, s := range n.shards {
		for node := range s.nodes {
			longer := &s.nodes[node]
			if longer.parent < 0 {
				continue
			}
			out[i][longer.parent] = max(out[i][longer.parent], longer.count)
			if of, tail, ok := n.at(s.sequence(int32(node))[1:]); ok {
				out[of.number][tail] = max(out[of.number][tail], longer.count)
			}
		}
	}
	return out
}

// prune leaves in the table of children what leads to a phrase: that is little, and the last pass
// looks there only.
func (s *shard) prune() {
	s.child = newChildTable()
	for node, f := range s.foundAt {
		if f < 0 {
			continue
		}
		for at := int32(node); at >= 0; at = s.nodes[at].parent {
			parent, token := s.nodes[at].parent, s.nodes[at].token
			if _, ok := s.child.find(parent, token); ok {
				break
			}
			s.child.add(parent, token, at)
		}
	}
}

func (n *ngrams) cohesion(tokens []int32, count int64) float64 {
	cuts := make([]stats.Cut, 0, longestNgram)
	for i := 1; i < len(tokens); i++ {
		inLeft, left, okLeft := n.at(tokens[:i])
		inRight, right, okRight := n.at(tokens[i:])
		if !okLeft || !okRight {
			return -1 // can't be: parts are as frequent as the whole
		}
		cuts = append(cuts, stats.Cut{Left: inLeft.count(left), Right: inRight.count(right)})
	}
	npmi, _ := stats.Cohesion(count, n.tokens, cuts)
	return npmi
}

// join is a sequence as text, and with spaces between tokens.
func (n *ngrams) join(tokens []int32) (text, segmented string) {
	texts := make([]string, len(tokens))
	for i, t := range tokens {
		texts[i] = n.text(t)
	}
	return strings.Join(texts, ""), strings.Join(texts, " ")
}

// mayBePhrase wants a word that is more than a character or a number in it, and no symbol or digits
// in front: dates, amounts and scores are frequent without being wordings.
func (n *ngrams) mayBePhrase(tokens []int32) bool {
	first := []rune(n.text(tokens[0]))[0]
	if unicode.IsDigit(first) || unicode.IsSymbol(first) {
		return false
	}
	return slices.ContainsFunc(tokens, func(t int32) bool {
		text := n.text(t)
		word := t
		if int(t) >= len(n.breaks)-len(n.texts) {
			word = -1
		}
		class := n.study.Segmenter.Class(word, text)
		return class == segment.Word || class == segment.Latin
	})
}

// phrase is a sequence that may be a phrase.
type phrase struct {
	tokens                    []int32
	count                     int64
	cohesion                  float64
	left, right               neighbours
	leftEntropy, rightEntropy float64
	years                     []phraseYear // by year
	text, segmented           string
	now                       sourceYear // of the source and year that the pass has come to
}

// phraseYear is a phrase in one year.
type phraseYear struct {
	year              int32
	count, documents  int64
	last              int32 // the last document that has it
	first, sentence   int32 // the first document that has it, and the first such sentence there
	document, example string
}

// neighbours are the tokens on one side of a phrase. Those seen last wait to be counted together.
type neighbours struct {
	counted []neighbour // by token
	waiting []int32
	edges   int64 // how often there is none
}

type neighbour struct {
	token int32
	count int64
}

func (b *neighbours) add(token int32) {
	b.waiting = append(b.waiting, token)
	if len(b.waiting) >= 64+len(b.counted) {
		b.count()
	}
}

// count merges those waiting into those counted.
func (b *neighbours) count() {
	slices.Sort(b.waiting)
	old := b.counted
	b.counted = make([]neighbour, 0, len(old)+len(b.waiting)/2)
	for i := 0; i < len(b.waiting) || len(old) > 0; {
		if i == len(b.waiting) || len(old) > 0 && old[0].token < b.waiting[i] {
			b.counted, old = append(b.counted, old[0]), old[1:]
			continue
		}
		next := neighbour{token: b.waiting[i]}
		if len(old) > 0 && old[0].token == next.token {
			next.count, old = old[0].count, old[1:]
		}
		for ; i < len(b.waiting) && b.waiting[i] == next.token; i++ {
			next.count++
		}
		b.counted = append(b.counted, next)
	}
	b.waiting = b.waiting[:0]
}

// entropy is the branching entropy on one side; each edge of a sentence is a neighbour of its own.
func (b *neighbours) entropy() float64 {
	b.count()
	counts := make([]int64, 0, len(b.counted)+int(b.edges))
	for _, n := range b.counted {
		counts = append(counts, n.count)
	}
	for range b.edges {
		counts = append(counts, 1)
	}
	return stats.Rounded(stats.BranchingEntropy(counts))
}

// placeDocument counts where the phrases stand.
func (s *shard) placeDocument(w *passDocument) {
	s.enter(w)
	sentence := int32(0)
	for _, in := range w.tokenSegments {
		for w.ends[sentence] < in.end {
			sentence++
		}
		for i := in.start; i < in.end; i++ {
			if !s.has(w.tokens[i]) {
				continue
			}
			node := -1 - w.tokens[i]
			for j := i + 1; j < min(i+longestNgram, in.end); j++ {
				next, ok := s.child.find(node, w.tokens[j])
				if !ok {
					break
				}
				node = next
				if f := s.foundAt[node]; f >= 0 {
					s.found[f].add(w, in, i, j+1, sentence)
					s.addWeek(f, w)
				}
			}
		}
	}
}

// add counts one occurrence, the tokens from i to j of a stretch.
func (p *phrase) add(w *passDocument, in tokenSegment, i, j, sentence int32) {
	if i > in.start {
		p.left.add(w.tokens[i-1])
	} else {
		p.left.edges++
	}
	if j < in.end {
		p.right.add(w.tokens[j])
	} else {
		p.right.edges++
	}
	y := p.in(w.year)
	if y.count++; y.documents == 0 {
		y.first, y.sentence, y.last = w.number, sentence, -1
	}
	if y.last != w.number {
		y.documents++
		y.last = w.number
	}
}

// in is the year of a phrase, made where it is new.
func (p *phrase) in(year int32) *phraseYear {
	for i := len(p.years) - 1; i >= 0; i-- { // documents come by date within a source
		if p.years[i].year == year {
			return &p.years[i]
		}
	}
	p.years = append(p.years, phraseYear{year: year})
	return &p.years[len(p.years)-1]
}

// keepFree keeps the phrases that stand free on both sides, and puts them in the order of the
// table.
func (n *ngrams) keepFree() {
	least := n.study.Config.Measures.Ngrams.Entropy
	for i := range n.found {
		p := &n.found[i]
		p.leftEntropy, p.rightEntropy = p.left.entropy(), p.right.entropy()
		p.left, p.right = neighbours{}, neighbours{}
	}
	n.found = slices.DeleteFunc(n.found, func(p phrase) bool { return min(p.leftEntropy, p.rightEntropy) < least })
	for i := range n.found {
		p := &n.found[i]
		slices.SortFunc(p.years, func(a, b phraseYear) int { return cmp.Compare(a.year, b.year) })
	}
	slices.SortFunc(n.found, func(a, b phrase) int {
		return cmp.Or(strings.Compare(a.text, b.text), strings.Compare(a.segmented, b.segmented))
	})
}

func (n *ngrams) rows(p *phrase) (rows []outputs.Ngram) {
	row := outputs.Ngram{Phrase: p.text, Tokens: p.segmented, Total: p.count, Cohesion: stats.Rounded(p.cohesion),
		Left: p.leftEntropy, Right: p.rightEntropy}
	for _, y := range p.years {
		row.Period, row.Count, row.Documents, row.Document, row.Example = period.Year.Name(y.year), y.count, y.documents, nil, nil
		if y.example != "" {
			row.Document, row.Example = &y.document, &y.example
		}
		rows = append(rows, row)
	}
	return rows
}

const (
	unusual      = 1.5 // times the rate of all years before from which on a year has an example
	exampleRunes = 100 // on either side of the phrase, at most
)

// examples reads the first sentence of each phrase in the years that have it more often than all
// years before: those in which it may emerge.
func (n *ngrams) examples(ctx context.Context) error {
	wanted := map[int32][]*phraseYear{} // by document
	texts := map[*phraseYear]string{}
	tokens := n.tokensBefore()
	for i := range n.found {
		p := &n.found[i]
		before := int64(0)
		for j := range p.years {
			y := &p.years[j]
			usual := unusual * float64(before) * float64(n.years[y.year])
			if tokens[y.year] > 0 && y.count >= n.study.Config.Measures.Emerging.MinCount && float64(y.count)*float64(tokens[y.year]) >= usual {
				wanted[y.first] = append(wanted[y.first], y)
				texts[y] = p.text
			}
			before += y.count
		}
	}
	n.only = func(document int) bool { return wanted[int32(document)] != nil }
	return n.batches(ctx, func(_ context.Context, batch []passDocument) error {
		for i := range batch {
			w := &batch[i]
			for _, y := range wanted[w.number] {
				y.document, y.example = n.index.Documents[w.number].ID, around(n.sentence(w, y.sentence), texts[y])
			}
		}
		return nil
	})
}

// sentence is the folded text of one sentence of a document.
func (n *ngrams) sentence(w *passDocument, number int32) string {
	start := int32(0)
	if number > 0 {
		start = w.ends[number-1]
	}
	var b strings.Builder
	for _, t := range w.tokens[start:w.ends[number]] {
		b.WriteString(n.text(t))
	}
	return b.String()
}

// tokensBefore are the tokens of all years before each.
func (n *ngrams) tokensBefore() map[int32]int64 {
	before, sum := map[int32]int64{}, int64(0)
	for _, year := range slices.Sorted(maps.Keys(n.years)) {
		before[year] = sum
		sum += n.years[year]
	}
	return before
}

// around is a sentence, cut at both ends where it is long.
func around(sentence, phrase string) string {
	at := max(0, strings.Index(sentence, phrase))
	end := min(at+len(phrase), len(sentence))
	return analyse.LastRunes(sentence[:at], exampleRunes) + sentence[at:end] + analyse.FirstRunes(sentence[end:], exampleRunes)
}
