package attribution

// Bounds, in tokens. Each makes the work on a verb independent of the length of the text.
const (
	longestClause = 60 // what is longer has no subject near enough to trust
	longestTerm   = 8  // in quotation marks, without a comma: “一带一路”
	shortestSaid  = 6  // in quotation marks behind 提出: what is shorter is a term
)

// clauseStart is the token at which the clause that ends before token end starts. Parentheses and
// terms in quotation marks belong to the clause they stand in.
func (r *Reader) clauseStart(end int) int {
	i := end
	for ; i > 0 && end-i < longestClause; i-- {
		if r.is(i-1, ")") {
			i = r.opening(i-1) + 1
		} else if n := r.termBefore(i - 1); n >= 0 {
			i = n + 1
		} else if r.is(i-1, ",。;:!?“”‘’「」『』…—(|#") {
			break
		}
	}
	return i
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

// term reports whether token i opens a quotation of a few tokens without a comma.
func (r *Reader) term(i int) bool {
	if !r.is(i, "“「") {
		return false
	}
	for n := i + 1; n <= i+shortestSaid && !r.is(n, ",。!?;:"); n++ {
		if r.is(n, "”」") {
			return true
		}
	}
	return false
}

// termBefore is the token that opens the term that the one at i closes, -1 where there is none.
func (r *Reader) termBefore(i int) int {
	if !r.is(i, "”」") {
		return -1
	}
	for n := i - 1; n >= 0 && i-n <= longestTerm && !r.is(n, ",。!?;:”」"); n-- {
		if r.is(n, "“「") {
			return n
		}
	}
	return -1
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

// passive reports whether 被 or 遭到 stands in the clause.
func (r *Reader) passive(from, to int) bool {
	for i := from; i < to; i++ {
		if r.has(i)&takes != 0 {
			return true
		}
	}
	return false
}

// begins reports whether the clause that starts at a token begins the sentence, but for a dateline,
// for 近日， or for what begins with 对 or 在.
func (r *Reader) begins(clause int) bool {
	i := 0
	for i < clause && (r.has(i)&lead != 0 || r.dated(i) || r.is(i, ",")) {
		i++
	}
	return i >= clause || r.is(clause-1, ":") || r.has(i)&preposition != 0 || r.is(i, "“「")
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
	return r.has(n.to-1)&compound != 0
}
