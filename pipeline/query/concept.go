package query

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/settings"
	"tifa/segment"
)

// named gives the ID of the concept that a run knows by an ID, by its name in Chinese or English,
// or else by one of its wordings, written in any characters; theme:NAME stays as it is. A wording
// of several concepts is none's.
func named(dir, asked string) (string, error) {
	concepts, err := outputs.ReadAll[outputs.Concept](dir)
	if err != nil {
		return "", err
	}
	theme, isTheme := strings.CutPrefix(asked, "theme:")
	var byName, byPhrase []string
	want := segment.Fold(asked)
	for i := range concepts {
		c := &concepts[i]
		switch {
		case isTheme && c.Theme == theme, c.ID == asked:
			return asked, nil
		case segment.Fold(c.Zh) == want || segment.Fold(c.En) == want:
			byName = append(byName, c.ID)
		case slices.ContainsFunc(c.Phrases, func(p string) bool { return spells(p, want) }):
			byPhrase = append(byPhrase, c.ID)
		}
	}
	if len(byName) == 0 {
		byName = byPhrase
	}
	switch len(byName) {
	case 0:
		return "", config.Usagef("%s: no concept %q in this run: %s", dir, asked, nearNames(concepts, asked))
	case 1:
		return byName[0], nil
	}
	return "", config.Usagef("%s: %q is a wording of several concepts: name one of %s", dir, asked, strings.Join(byName, ", "))
}

// spells tells whether a phrase pattern stands for a folded text.
func spells(pattern, folded string) bool {
	wordings, err := segment.Wordings(pattern)
	return err == nil && slices.Contains(wordings, folded)
}

// nearNames is a hint: the concepts whose ID or name begins with what was asked for or holds it,
// then those written most like it; of equals, the one that is mentioned most.
func nearNames(concepts []outputs.Concept, asked string) string {
	type near struct {
		id       string
		distance int
		mentions int64
	}
	var all []near
	want := []rune(segment.Fold(asked))
	far := 2 + len(want)/4
	for _, c := range concepts {
		least := far
		for _, name := range []string{c.ID, segment.Fold(c.Zh), segment.Fold(c.En)} {
			switch {
			case len(want) > 1 && strings.HasPrefix(name, string(want)):
				least = -2
			case len(want) > 1 && strings.Contains(name, string(want)):
				least = min(least, -1)
			default:
				least = min(least, settings.Edits(want, []rune(name)))
			}
		}
		if least < far && least < len(want) {
			all = append(all, near{c.ID, least, c.Mentions})
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.mentions, a.mentions))
	})
	if len(all) == 0 {
		return "the concepts table lists them"
	}
	var names []string
	for _, n := range all[:min(len(all), 5)] {
		names = append(names, n.id)
	}
	return fmt.Sprintf("did you mean %s?", strings.Join(names, ", "))
}
