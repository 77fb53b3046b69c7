package attribution

import "tifa/segment/sentence"

// Reader attributes one text after another: Start, then Read for each sentence in order, then
// Spans.
type Reader struct {
	rules *Rules
	spans []Span

	paragraph int32       // number of the paragraph
	carry     string      // who spoke last in it, and goes on
	carried   Rule        // the rule that says so: InParagraph or Numbered
	opened    string      // who speaks from the beginning of the paragraph
	person    string      // who spoke or acted last in the text
	quotes    []quotation // open ones, the outermost first
	closed    quotation   // the last one that was closed
	before    int         // where the sentence before ended

	s     *sentence.Sentence
	first bool   // it is the first of its paragraph
	voice voice  // whose words the text is at this place
	from  int    // byte from which on it is
	said  string // who spoke last in the sentence, outside of quotations
	after int    // token behind the last verb of saying, and behind its comma or colon
	holds bool   // what was said goes on in the sentences that follow
	actor string // who does something in the sentence before speaking: 习近平出席会议
	stage bool   // the sentence tells who presides or attends
}

// voice is a speaker, and the rule that says so.
type voice struct {
	speaker string
	rule    Rule
}

// carries reports whether the voice comes from a sentence before.
func (v voice) carries() bool { return v.rule == InParagraph || v.rule == Numbered }

// Start forgets the text before.
func (r *Reader) Start() {
	*r = Reader{rules: r.rules, spans: r.spans[:0], quotes: r.quotes[:0], paragraph: -1}
}

// Spans are those of the text read so far, in order, without overlap. They are valid until Start.
func (r *Reader) Spans() []Span { return r.spans }

// Read attributes the next sentence of the text.
func (r *Reader) Read(s *sentence.Sentence) {
	r.begin(s)
	for i, t := range s.Tokens {
		if t.Word >= 0 {
			has := r.rules.roles[t.Word]
			if has&(strong|medium|activity|fused|acts) != 0 {
				r.act(i, has)
				r.verb(i, has)
				r.does(i, has)
			}
		}
		if t.End-t.Start == 1 {
			r.mark(i, s.Fold[t.Start])
		}
	}
	r.end()
}

func (r *Reader) begin(s *sentence.Sentence) {
	r.s, r.from, r.said, r.after, r.holds, r.actor, r.stage = s, s.Start, "", -1, true, "", false
	if r.first = s.Paragraph != r.paragraph; r.first {
		r.paragraph, r.carried = s.Paragraph, Numbered
		if r.carry != r.opened || !r.numbered() {
			r.carry = ""
		}
		r.newParagraph()
	}
	if r.has(0)&source != 0 {
		r.carry = ""
	}
	r.voice = r.standing()
}

// standing is whose words a sentence begins with.
func (r *Reader) standing() voice {
	if len(r.quotes) > 0 && r.quotes[0].speaker != "" {
		return voice{r.quotes[0].speaker, Quotation}
	}
	if r.carry != "" {
		return voice{r.carry, r.carried}
	}
	return voice{}
}

// turn ends the voice at a byte, where another begins.
func (r *Reader) turn(at int, to voice) {
	if r.voice.speaker != "" && r.from < at {
		r.spans = append(r.spans, Span{r.from, at, r.voice.speaker, r.voice.rule})
	}
	r.voice, r.from = to, at
}

// end closes the sentence, and decides who goes on speaking in the next.
func (r *Reader) end() {
	r.turn(r.s.End, voice{})
	r.before = r.s.End
	switch {
	case r.said != "" && r.holds:
		r.carry, r.carried = r.said, InParagraph
	case r.said != "" || !r.holds:
		r.carry = ""
	case r.actor != "" && (r.stage || r.carry == "") && len(r.quotes) == 0:
		r.carry = ""
		if !institution(r.actor) {
			r.person = r.actor
		}
	}
	if r.first {
		r.opened = r.carry
	}
}

// numbered reports whether the sentence begins with 第二， or 二是.
func (r *Reader) numbered() bool {
	f, from := r.s.Fold, 0
	if f[0] == '第' {
		from = 1
	}
	i := from
	for i < len(f) && i < 4 && in("一二三四五六七八九十", f[i]) {
		i++
	}
	return i > from && i < len(f) && (f[i] == '是' && from == 0 || in(",、", f[i]))
}

// start is the byte at which token i starts, and endOf the one at which it ends.
func (r *Reader) start(i int) int { return int(r.s.At[r.s.Tokens[i].Start]) }

func (r *Reader) endOf(i int) int {
	t := r.s.Tokens[i]
	return r.s.Original(t.Start, t.End).End
}

// has returns the roles of token i, none where there is no such token.
func (r *Reader) has(i int) role {
	if i < 0 || i >= len(r.s.Tokens) || r.s.Tokens[i].Word < 0 {
		return 0
	}
	return r.rules.roles[r.s.Tokens[i].Word]
}

// is reports whether token i is a single character of a set.
func (r *Reader) is(i int, set string) bool {
	if i < 0 || i >= len(r.s.Tokens) {
		return false
	}
	t := r.s.Tokens[i]
	return t.End-t.Start == 1 && in(set, r.s.Fold[t.Start])
}

// of returns the folded text of tokens from to end.
func (r *Reader) of(from, end int) []rune {
	return r.s.Fold[r.s.Tokens[from].Start:r.s.Tokens[end-1].End]
}

func in(set string, c rune) bool {
	for _, s := range set {
		if s == c {
			return true
		}
	}
	return false
}
