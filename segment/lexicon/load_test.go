package lexicon

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// loading loads lexicons out of a map of files.
func loading(files map[string]string, names ...string) ([]*Lexicon, error) {
	return Load(names, Files{
		Resolve: func(name, _ string) string { return name },
		Read: func(name string) ([]byte, error) {
			text, ok := files[name]
			if !ok {
				return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
			}
			return []byte(text), nil
		},
	})
}

// outline is each lexicon with its concepts and what was changed in them.
func outline(all []*Lexicon) string {
	var b strings.Builder
	for _, l := range all {
		fmt.Fprintf(&b, "%s:", l.Name)
		for _, c := range l.Concepts {
			fmt.Fprintf(&b, " %s%v%v%s%s", c.ID, c.Phrases, c.Near, c.Within, c.Cite)
		}
		b.WriteString("; ")
	}
	return strings.TrimSuffix(b.String(), "; ")
}

const aBase = `concepts:
- {id: core, phrases: [核心技术, 关键技术], except: [核心技术学院], near: [网络], within: document, cite: book}
- {id: data, phrases: [大数据], cite: law}
`

func TestLoad(t *testing.T) {
	files := map[string]string{
		"base": aBase,
		"near": "extends: [base]\nconcepts:\n- {id: core, override: true, near: [互联网]}\n",
		"list": "extends: [base]\nconcepts:\n- {id: core, override: true, phrases: [核心科技], cite: mine}\n- {id: own, phrases: [云]}\n",
		"none": "extends: [base]\nconcepts:\n- {id: core, override: true, near: []}\n",
		"less": "extends: [base]\nremove: [data]\n",
		"more": "extends: [near]\nconcepts:\n- {id: core, override: true, within: sentence}\n- {id: data, override: true, cite: own}\n",
		"same": "extends: [base]\nconcepts:\n- {id: core, override: false, phrases: [甲]}\n",
	}
	for _, row := range []struct{ names, want string }{
		{"base", "base: core[核心技术 关键技术][网络]documentbook data[大数据][]law"},
		{"near", "base: data[大数据][]law; near: core[核心技术 关键技术][互联网]documentbook"},
		{"list", "base: data[大数据][]law; list: core[核心科技][网络]documentmine own[云][]"},
		{"none", "base: data[大数据][]law; none: core[核心技术 关键技术][]book"},
		{"less", "base: core[核心技术 关键技术][网络]documentbook; less:"},
		{"more", "base:; near:; more: core[核心技术 关键技术][互联网]sentencebook data[大数据][]own"},
		{"base near", "base: data[大数据][]law; near: core[核心技术 关键技术][互联网]documentbook"},
		{"near base", "base: data[大数据][]law; near: core[核心技术 关键技术][互联网]documentbook"},
		{"near less", "base:; near: core[核心技术 关键技术][互联网]documentbook; less:"},
	} {
		all, err := loading(files, strings.Fields(row.names)...)
		if got := outline(all); err != nil || got != row.want {
			t.Errorf("%s: %v\n got %s\nwant %s", row.names, err, got, row.want)
		}
	}
	if _, err := loading(files, "same"); err == nil || !strings.Contains(err.Error(),
		`same:3: concept "core" is already defined (base:2): give one of them another id, or write override: true`) {
		t.Errorf("a concept of both without override: %v", err)
	}
}

func TestLoadRefuses(t *testing.T) {
	files := map[string]string{
		"base":     aBase,
		"unknown":  "extends: [base]\nconcepts:\n- {id: cor, override: true, near: [甲]}\n",
		"far":      "extends: [base]\nconcepts:\n- {id: something_else, override: true, near: [甲]}\n",
		"gone":     "extends: [base]\nremove: [core]\nconcepts:\n- {id: core, override: true, near: [甲]}\n",
		"remove":   "extends: [base]\nremove:\n- data\n- cor\n",
		"near":     "extends: [base]\nconcepts:\n- {id: core, override: true, near: [互联网]}\n",
		"other":    "extends: [base]\nconcepts:\n- {id: core, override: true, near: [网]}\n",
		"loop":     "extends: [loop2]\n",
		"loop2":    "title: a\nextends: [loop]\n",
		"missing":  "title: a\nextends:\n- nowhere\n",
		"alone":    "concepts:\n- {id: core, override: true, near: [甲]}\n",
		"alone2":   "remove: [core]\nconcepts:\n- {id: core, phrases: [甲]}\n",
		"word":     "extends: [base]\nconcepts:\n- {id: core, override: maybe}\n",
		"bad":      "extends: [base]\nconcepts:\n- id: core\n  override: true\n  near: ['(甲']\n",
		"quoted":   "extends: [base]\nconcepts:\n- {id: core, override: true, quoted: often}\n",
		"basebad":  "concepts:\n- {id: core, phrases: ['(甲']}\n",
		"overbad":  "extends: [basebad]\n",
		"nothing":  "extends: [base]\nconcepts:\n- {id: core, override: true, phrases: []}\n",
		"unnamed":  "extends: [base]\nconcepts:\n- {override: true, near: [甲]}\n",
		"shadowed": "extends: [base]\nconcepts:\n- {id: core, override: true, cite: a}\n- {id: core, override: true, cite: b}\n",
	}
	for _, row := range []struct{ names, want string }{
		{"unknown", `unknown:3: override "cor": no such concept in what the lexicon extends: did you mean core?`},
		{"far", `far:3: override "something_else": no such concept in what the lexicon extends: tifa lexicon show`},
		{"gone", `gone:4: override "core": it is removed (gone:2)`},
		{"remove", `remove:4: remove "cor": no such concept in what the lexicon extends: did you mean core?`},
		{"near other", `other:3: override "core": it is already overridden (near:3): extend near, or change it in one place`},
		{"loop", `loop extends loop2 extends loop`},
		{"missing", `missing:3: extends "nowhere": nowhere: file does not exist`},
		{"alone", `alone:2: override: true, but the lexicon extends none: add extends:`},
		{"alone2", `alone2:1: remove: the lexicon extends none`},
		{"word", `word:3: override: "maybe": write true or false`},
		{"bad", `bad:5: near "(甲": at character 1`},
		{"quoted", `quoted:3: quoted "often": write only or never`},
		{"overbad", `overbad:1: extends "basebad": basebad:2: phrase "(甲"`},
		{"nothing", `nothing:3: concept "core" has no phrases`},
		{"unnamed", `unnamed:3: override "": no such concept`},
		{"shadowed", `shadowed:4: override "core": it is already overridden (shadowed:3)`},
	} {
		_, err := loading(files, strings.Fields(row.names)...)
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v\nwant %s", row.names, err, row.want)
		}
	}
	if _, err := Parse("near", []byte(files["near"])); err == nil || !strings.Contains(err.Error(), "near:1: extends") {
		t.Errorf("a lexicon that extends, on its own: %v", err)
	}
}
