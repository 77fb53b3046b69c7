package statement

import (
	"html/template"
	"slices"

	"tifa/outputs"
)

// question is what a family of claims asks of one group or pair, apart from its unit of time.
type question struct{ kind, attribute, a, b, period string }

// answer is what came of a question: how many items were tested, or why none was.
type answer struct {
	tested, held int
	why          *outputs.Claim // of an item that nothing can be said of
	one          *outputs.Claim // of an item that was tested
}

// row is one claim of an answer.
func (a *answer) row() *outputs.Claim {
	if a.one != nil {
		return a.one
	}
	return a.why
}

// Unanswered are the questions of claims of which nothing is supported, one line for each reason:
// first those that nothing can be said of. Claims are those of the groups and periods told.
func (w Writer) Unanswered(claims []*outputs.Claim) (cannot, unsettled []template.HTML) {
	asked, answers := w.answers(claims)
	byLine := map[string][]question{}
	var order []string
	for _, q := range asked {
		a := answers[q]
		if a.held > 0 || a.tested == 0 && a.why == nil {
			continue
		}
		key := q.kind + " "
		if a.tested == 0 {
			key += string(w.Why(a.why))
		}
		if byLine[key] == nil {
			order = append(order, key)
		}
		byLine[key] = append(byLine[key], q)
	}
	slices.SortStableFunc(order, func(x,
		y string) int {
		return byKind(byLine[x][0]) - byKind(byLine[y][0])
	})
	for _, key := range order {
		of := byLine[key]
		about, first := w.about(of), answers[of[0]]
		var rows []string
		for _, q := range of {
			rows = append(rows, ClaimRow(answers[q].row()))
		}
		if first.tested > 0 {
			unsettled = append(unsettled, Cited(w.Start("line.unsettled", about), rows...))
		} else {
			cannot = append(cannot, Cited(w.Start("line.cannot", about, w.Why(first.why)), rows...))
		}
	}
	return cannot, unsettled
}

// answers gathers what came of each question, in the order of their first claims.
func (w Writer) answers(claims []*outputs.Claim) (asked []question, of map[question]*answer) {
	of = map[question]*answer{}
	for _, c := range claims {
		q := question{c.Kind, c.Attribute, c.A, c.B, c.Period}
		if of[q] == nil {
			of[q] = &answer{}
			asked = append(asked, q)
		}
		switch a := of[q]; {
		case c.Verdict == Supported:
			a.held++
		case c.Verdict == NotSupported:
			a.tested++
			a.one = c
		case a.why == nil:
			a.why = c
		}
	}
	return asked, of
}

// byKind is the place of a question's kind.
func byKind(q question) int { return slices.Index(kinds(), q.kind) }

// about says what questions of one kind ask, with all their groups.
func (w Writer) about(of []question) template.HTML {
	var who []template.HTML
	for _, q := range of {
		c := outputs.Claim{Attribute: q.attribute, A: q.a, B: q.b, Period: q.period}
		text := w.Say("about.one", w.Group(q.attribute, q.a))
		if q.b != "" {
			text = w.Say("about.two", w.Group(q.attribute, q.a), w.Group(q.attribute, q.b),
				w.during(&c))
		}
		if !slices.Contains(who, text) {
			who = append(who, text)
		}
	}
	text := who[0]
	for _, more := range who[1:] {
		text += w.Say("list.semicolon") + more
	}
	return w.Say("about."+of[0].kind, text)
}

// during is when for the middle of a sentence.
func (w Writer) during(c *outputs.Claim) template.HTML {
	if c.Period == "all" {
		return w.Say("during.all")
	}
	return w.Say("during.in", w.Period(c.Period))
}

// Why is the reason in words why nothing can be said.
func (w Writer) Why(c *outputs.Claim) template.HTML { return w.why(c, false) }

// why is Why with the second group first where the sentence before it names that first: {0} and {1}
// are units, {2} the type of period, {3} both units in words, {4} the group without documents.
func (w Writer) why(c *outputs.Claim, swapped bool) template.HTML {
	a, b := c.UnitsA, c.UnitsB
	key := "why." + c.Reason
	if _, ok := w.Lookup(key + "." + c.Kind); ok {
		key += "." + c.Kind
	}
	empty := ""
	if c.Reason == "no_documents" && (a == 0) != (b == 0) && c.B != "" {
		key, empty = "why.no_documents.of", w.Group(c.Attribute, c.A)
		if b == 0 {
			empty = w.Group(c.Attribute, c.B)
		}
	}
	if swapped {
		a, b = b, a
	}
	return w.Say(key, a, b, w.Plain("full."+c.PeriodType), w.units(c, a, b), empty)
}
