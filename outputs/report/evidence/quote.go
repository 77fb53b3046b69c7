package evidence

import (
	"strings"
	"unicode/utf8"
)

// Characters of a quote on either side of a mention: whole clauses up to mostAround, and the clause
// of the mention itself up to mostClause.
const (
	mostAround = 60
	mostClause = 120
)

// clauseEnds are the marks after which a quote may begin or end.
const clauseEnds = "，,；;：:、。．！!？?…—\n"

// Before is the sentence before the mention, as written: whole clauses, with … where some are left
// out.
func (l *Line) Before() string {
	before, _ := l.sides()
	return TailClauses(before)
}

// After is the sentence after the mention, like Before.
func (l *Line) After() string {
	_, after := l.sides()
	return HeadClauses(after)
}

// sides are what the sentence has before and after the mention.
func (l *Line) sides() (before, after string) {
	at := int(l.StartByte - l.SentenceByte)
	if at < 0 || at+len(l.Keyword) > len(l.Sentence) || l.Sentence[at:at+len(l.Keyword)] != l.Keyword {
		at = strings.Index(l.Sentence, l.Keyword)
	}
	if at < 0 {
		return l.Pre, l.Post
	}
	return l.Sentence[:at], l.Sentence[at+len(l.Keyword):]
}

// TailClauses are the last clauses of a text, with … before them where some are left out.
func TailClauses(text string) string {
	start, n := len(text), 0
	for at := len(text); at > 0; {
		at = strings.LastIndexAny(strings.TrimRight(text[:at], clauseEnds), clauseEnds)
		if at >= 0 {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
		} else {
			at = 0
		}
		if n = utf8.RuneCountInString(text[at:]); n > mostAround && start < len(text) {
			break
		}
		start = at
	}
	if n = utf8.RuneCountInString(text[start:]); n > mostClause {
		start += len(text[start:]) - len(lastRunes(text[start:], mostClause))
	}
	return ellipsis(text[:start]) + text[start:]
}

// HeadClauses are the first clauses of a text, with … after them where some are left out.
func HeadClauses(text string) string {
	end := 0
	for at := 0; at < len(text); {
		next := strings.IndexAny(text[at:], clauseEnds)
		if next < 0 {
			at = len(text)
		} else {
			at += next
			for at < len(text) && strings.ContainsRune(clauseEnds, runeAt(text, at)) {
				at += utf8.RuneLen(runeAt(text, at))
			}
		}
		if utf8.RuneCountInString(text[:at]) > mostAround && end > 0 {
			break
		}
		end = at
	}
	if utf8.RuneCountInString(text[:end]) > mostClause {
		end = len(firstRunes(text[:end], mostClause))
	}
	return text[:end] + ellipsis(text[end:])
}

func runeAt(s string, at int) rune { r, _ := utf8.DecodeRuneInString(s[at:]); return r }

// ellipsis stands for text that is left out.
func ellipsis(left string) string {
	if strings.Trim(left, " \t\r\n"+closing) == "" {
		return ""
	}
	return "…"
}

// closing are marks that close a sentence and say nothing.
const closing = "”’」』）)》】"

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(len(r), n)])
}
