package attribution

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
		r.turn(max(r.start(end), r.from), voice{r.written(n), Act})
		r.turn(r.endOf(i), voice{})
	}
}
