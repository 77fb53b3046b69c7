package attribution

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// verb decides whether token i says that somebody says something.
func (r *Reader) verb(i int, has role) {
	if has&(strong|medium|fused) == 0 {
		return
	}
	if !r.introduces(i, has) {
		r.concludes(i, has)
		return
	}
	end := i + 1
	if has&fused == 0 {
		if end = r.beforeAdverbs(i); r.has(end-1)&bars != 0 ||
			has&strong == 0 && (r.has(end-1)&(activity|strong|medium) != 0 || r.term(i+1)) {
			return
		}
	}
	clause := r.clauseStart(end)
	if r.passive(clause, end) {
		return
	}
	quoted := len(r.quotes) > 0
	name := r.name(clause, end)
	speaker, explicit := "", false
	switch name.kind {
	case absent:
		speaker = r.inherited(clause)
		if speaker == "" {
			return
		}
	case himself:
		return
	case thing:
		return
	case nobody:
		if quoted || !r.carries() {
			return
		}
	case heOrShe:
		if speaker, explicit = cmp.Or(r.actor, r.person), true; speaker == "" {
			return
		}
	case named:
		if has&noun != 0 && r.compound(name, end) {
			return
		}
		speaker, explicit = r.written(name), true
		if has&fused != 0 && name.to == end {
			_, size := utf8.DecodeLastRuneInString(speaker)
			speaker = speaker[:len(speaker)-size]
		}
		if r.voice.speaker != "" && (has&(strong|fused) == 0 && !r.carries() || r.weak(i, name)) {
			return
		}
	}
	if quoted && !explicit {
		return
	}
	r.say(i, clause, speaker, explicit, quoted)
}

// concludes attributes a quotation to a subject whose verb, token i, ends the sentence: “……。”王小明说。
func (r *Reader) concludes(i int, has role) {
	if has&strong == 0 || !r.is(i+1, "。!") || len(r.quotes) > 0 {
		return
	}
	end := r.beforeAdverbs(i)
	clause := r.clauseStart(end)
	if n := r.name(clause, end); n.kind == named && !n.stopped {
		r.postpone(clause, r.written(n))
	}
}

// say takes note that speaker says what follows token i.
func (r *Reader) say(i, clause int, speaker string, explicit, quoted bool) {
	at := r.endOf(i)
	if explicit && r.said == "" && !quoted && r.carries() {
		r.voice = voice{} // what precedes the new speaker is not the old one's
	}
	r.turn(at, voice{speaker, InSentence})
	r.after = i + 1
	if quoted {
		return
	}
	if speaker == "" {
		r.holds = false
		return
	}
	r.said, r.holds = speaker, !cited(speaker) && (!explicit || r.begins(clause)) && !r.is(i-1, "所")
	if explicit {
		r.postpone(clause, speaker)
		if !institution(speaker) {
			r.person = speaker
		}
	}
}

// introduces reports whether what follows token i may be said: 表示， and 说“, but not 说的话.
func (r *Reader) introduces(i int, has role) bool {
	const opens = ",:“「『‘\""
	switch next := i + 1; {
	case next >= len(r.s.Tokens):
		return false
	case r.is(next, opens):
		return true
	case r.s.Tokens[next].End-r.s.Tokens[next].Start > 1 && r.s.Fold[r.s.Tokens[next].Start] == '的':
		return false // 说的话
	case r.is(next, "的"):
		return r.is(next+1, ",:")
	case r.is(next, "了道到"):
		return r.is(next+1, opens) || r.is(next, "道")
	case r.is(next, "着过之为作号向数起出法明服。!?、)》”」;"):
		return false
	}
	return has&(strong|fused) != 0
}

// act takes note of who does something, if nobody did before in the sentence.
func (r *Reader) act(i int, has role) {
	if has&activity == 0 {
		return
	}
	r.stage = r.stage || has&stage != 0
	if r.actor != "" || len(r.quotes) > 0 {
		return
	}
	if n := r.name(r.clauseStart(i), i); n.kind == named {
		r.actor = r.written(n)
	}
}

// does attributes a verb that is itself an act of speech, with the adverbs before it, to its
// subject.
func (r *Reader) does(i int, has role) {
	if has&acts == 0 || r.voice.speaker != "" || len(r.quotes) > 0 {
		return
	}
	end := r.beforeAdverbs(i)
	for end > 0 && r.has(end-1)&(adverb|performs) != 0 {
		end--
	}
	clause := r.clauseStart(end)
	if r.has(end-1)&bars != 0 || r.passive(clause, end) {
		return
	}
	if n := r.name(clause, end); n.kind == named {
		r.turn(r.start(end), voice{r.written(n), Act})
		r.turn(r.endOf(i), voice{})
	}
}

// carries reports whether the voice comes from a sentence before.
func (r *Reader) carries() bool { return r.voice.rule == InParagraph || r.voice.rule == Numbered }

// begins reports whether the clause that starts at a token begins the sentence, but for a dateline,
// for 近日， or for what begins with 对 or 在.
func (r *Reader) begins(clause int) bool {
	i := 0
	for i < clause && (r.has(i)&lead != 0 || r.dated(i) || r.is(i, ",")) {
		i++
	}
	return i >= clause || r.is(clause-1, ":") || r.is(i, "在对就当于据从与和“「") || r.preposition(i)
}

// cited reports whether a name is in the form in which commentators cite.
func cited(name string) bool {
	if strings.HasPrefix(name, "党的十") {
		return true
	}
	for _, end := range []string{"总书记", "總書記", "习主席", "习近平主席", "同志", "習近平主席", "》"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// weak reports whether the attribution is one that a speaker makes of others in passing: 中方对此表示
// 坚决反对.
func (r *Reader) weak(i int, n nameAt) bool {
	t := r.s.Tokens
	if n.to-n.from == 1 && t[n.from].End-t[n.from].Start == 2 && r.s.Fold[t[n.from].End-1] == '方' {
		return true
	}
	return r.has(i)&shows != 0 && r.has(i+1)&performs != 0
}

// passive reports whether 被 or 遭到 stands in the clause.
func (r *Reader) passive(from, to int) bool {
	for i := from; i < to; i++ {
		if r.has(i)&takes != 0 {
			return true
		}
	}
	return false
}

// beforeAdverbs is the token after the last one before i that is no adverb.
func (r *Reader) beforeAdverbs(i int) int {
	for i > 0 && (r.has(i-1)&adverb != 0 || r.is(i-1, "所地")) {
		if i--; r.is(i, "地") && i > 0 {
			i-- // what 地 makes an adverb of
		}
	}
	return i
}

const longestClause = 60 // tokens; what is longer has no subject near enough to trust

// clauseStart is the token at which the clause that ends before token end starts.
func (r *Reader) clauseStart(end int) int {
	i := end
	for ; i > 0 && end-i < longestClause; i-- {
		if r.is(i-1, ")") {
			i = r.opening(i-1) + 1
			continue
		}
		if n := r.termBefore(i - 1); n >= 0 {
			i = n + 1
			continue
		}
		if r.is(i-1, ",。;:!?“”‘’「」『』…—(|#") {
			break
		}
	}
	return i
}

// compound reports whether a word that may be a noun is one: 时代的发展要求.
func (r *Reader) compound(n nameAt, end int) bool {
	if n.to < end {
		return false
	}
	for i := n.from; i < n.to; i++ {
		if r.is(i, "的") {
			return true
		}
	}
	last := r.s.Tokens[n.to-1]
	return strings.Contains(" 本质 发展 必然 客观 内在 时代 根本 现实 迫切 基本 有关 相关 战略 素质 质量 政治 纪律 总体 具体 ",
		" "+string(r.s.Fold[last.Start:last.End])+" ")
}

// term reports whether token i opens a quotation of a few tokens without a comma: a term.
func (r *Reader) term(i int) bool {
	const longest = 5 // tokens
	if !r.is(i, "“「") {
		return false
	}
	for n := i + 1; n <= i+1+longest && !r.is(n, ",。!?;:"); n++ {
		if r.is(n, "”」") {
			return true
		}
	}
	return false
}

// termBefore is the token that opens the quotation that the one at i closes, if that is a short term
// without a comma: “一带一路”. It returns -1 for anything else.
func (r *Reader) termBefore(i int) int {
	const longest = 8 // tokens
	if !r.is(i, "”」") {
		return -1
	}
	for n := i - 1; n >= 0 && i-n <= longest && !r.is(n, ",。!?;:”」"); n-- {
		if r.is(n, "“「") {
			return n
		}
	}
	return -1
}

// opening is the token of the parenthesis that the one at i closes, i where there is none near.
func (r *Reader) opening(i int) int {
	for n := i - 1; n >= 0 && i-n < longestClause; n-- {
		if r.is(n, "(") {
			return n
		}
	}
	return i
}
