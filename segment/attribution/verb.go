package attribution

import (
	"cmp"
	"unicode/utf8"
)

// saying is what a verb of saying says of itself: who speaks.
type saying struct {
	verb     int    // its token
	clause   int    // the token at which its clause starts
	speaker  string // empty where somebody speaks whom nobody names
	explicit bool   // its clause names the speaker
}

// verb decides whether token i says that somebody says something.
func (r *Reader) verb(i int, has role) {
	switch {
	case has&(strong|medium|fused) == 0:
		return
	case !r.introduces(i, has):
		r.concludes(i, has)
		return
	}
	end := i + 1
	if has&fused == 0 {
		if end = r.beforeAdverbs(i); r.barred(i, end, has) {
			return
		}
	}
	clause := r.clauseStart(end)
	if r.passive(clause, end) {
		return
	}
	s := saying{verb: i, clause: clause}
	if r.identify(&s, r.name(clause, end), end, has) && (s.explicit || len(r.quotes) == 0) {
		r.say(s)
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
	case r.is(next, "的"):
		return r.is(next+1, ",:")
	case r.is(next, "了道到"):
		return r.is(next+1, opens) || r.is(next, "道")
	case r.of(next, next+1)[0] == '的', r.is(next, "着过之为作号向数起出法明服。!?、)》”」;"):
		return false
	}
	return has&(strong|fused) != 0
}

// barred reports whether what precedes the verb, up to token end, says that nobody speaks here: 不
// 认为, 发展要求, 提出“一带一路”倡议.
func (r *Reader) barred(i, end int, has role) bool {
	before := r.has(end - 1)
	return before&bars != 0 ||
		has&strong == 0 && (before&(activity|strong|medium) != 0 || r.term(i+1))
}

// identify finds the speaker of a verb from the subject of its clause. It reports false where the
// verb attributes nothing.
func (r *Reader) identify(s *saying, name nameAt, end int, has role) bool {
	switch name.kind {
	case absent:
		s.speaker = r.inherited(s.clause)
		return s.speaker != ""
	case nobody: // ends what somebody said in a sentence before
		return len(r.quotes) == 0 && r.voice.carries()
	case heOrShe:
		s.speaker, s.explicit = cmp.Or(r.actor, r.person), true
		return s.speaker != ""
	case named:
		s.speaker, s.explicit = r.written(name), true
		if has&fused != 0 && name.to == end {
			_, size := utf8.DecodeLastRuneInString(s.speaker)
			s.speaker = s.speaker[:len(s.speaker)-size]
		}
		return s.speaker != "" && (has&noun == 0 || !r.compound(name, end)) &&
			!r.overruled(s.verb, name, has)
	}
	return false
}

// overruled reports whether somebody speaks already who may well report this: 发言人表示，会议提出，….
func (r *Reader) overruled(i int, name nameAt, has role) bool {
	return r.voice.speaker != "" &&
		(has&(strong|fused) == 0 && !r.voice.carries() || r.weak(i, name))
}

// weak reports whether the attribution is one that a speaker makes in passing: 中方对此表示坚决反对.
func (r *Reader) weak(i int, n nameAt) bool {
	name := r.of(n.from, n.to)
	return len(name) == 2 && name[1] == '方' || r.has(i)&shows != 0 && r.has(i+1)&performs != 0
}

// say takes note of who says what follows a verb.
func (r *Reader) say(s saying) {
	quoted := len(r.quotes) > 0
	if s.explicit && r.said == "" && !quoted && r.voice.carries() {
		r.voice = voice{} // what precedes the new speaker is not the old one's
	}
	r.turn(r.endOf(s.verb), voice{s.speaker, InSentence})
	r.after = s.verb + 1
	switch {
	case quoted:
	case s.speaker == "":
		r.holds = false
	default:
		r.said = s.speaker
		r.holds = !cited(s.speaker) && !r.is(s.verb-1, "所") && (!s.explicit || r.begins(s.clause))
		if s.explicit {
			r.introduce(s)
		}
	}
}

// introduce takes note of a speaker whom a clause names: a quotation before it may be the
// speaker's, and a pronoun behind it may mean the speaker.
func (r *Reader) introduce(s saying) {
	r.postpone(s.clause, s.speaker)
	if !institution(s.speaker) {
		r.person = s.speaker
	}
}

// concludes attributes a quotation to the subject of a verb, token i, that ends the sentence:
// “……。”王小明说。
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

// inherited is the speaker of a verb whose clause, which starts at a token, names none: who spoke
// before in the sentence, who acts in a clause before, or who spoke in the sentence before.
func (r *Reader) inherited(clause int) string {
	if r.said != "" {
		return r.said
	}
	const most = 8 // clauses
	for n := 0; n < most && clause > 0; n++ {
		end := clause - 1
		clause = r.clauseStart(end)
		switch name := r.name(clause, end); {
		case name.stopped && name.kind == named:
			return r.written(name)
		case name.stopped && name.kind == heOrShe:
			return r.person
		}
	}
	if clause == 0 {
		return r.carry
	}
	return ""
}
