package evidence

import "strings"

// Commands are what lists all mentions of a number, one for each source where only some are
// counted; RUN stands for the result folder.
func (e *Piece) Commands() []string {
	if x, y, ok := PairIn(e.Key.What); ok {
		return []string{"tifa kwic RUN " + shellWord(x), "tifa kwic RUN " + shellWord(y)}
	}
	c := "tifa kwic RUN " + shellWord(e.Key.What)
	if e.Key.Period != "" {
		c += " --period " + e.Key.Period
	}
	if ids := ListedIn(e.Key.Group); ids != nil {
		var out []string
		for _, id := range ids {
			out = append(out, c+" --source "+shellWord(id))
		}
		return out
	}
	if source, ok := strings.CutPrefix(e.Key.Group, "source="); ok {
		c += " --source " + shellWord(source)
	} else if e.Key.Group != "" {
		c += " --group " + shellWord(e.Key.Group)
	}
	return []string{c}
}

// shellWord quotes a word for a shell where it has to be.
func shellWord(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=:."
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
