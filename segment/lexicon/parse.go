package lexicon

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"tifa/pipeline/settings"
)

// Parse reads a lexicon file:
//
//	title: Chinese internet governance
//	concepts:
//	  - id: foreign_hostile_forces
//	    theme: threat
//	    zh: 外国敌对势力
//	    pinyin: wàiguó díduì shìlì
//	    en: foreign hostile forces
//	    phrases: ["(外国|国外|境外|西方)敌对势力"]
//	    except: []
//	    boundary: none          # or token
//	    near: [网络, 互联网]    # conditions: see Conditions
//	    not_near: []
//	    within: sentence        # or paragraph, document
//	    quoted: never           # or only
//	    speaker: [外交部]
//	    not_speaker: []
//	    from: 2013              # or 2013-05, 2013-05-20
//	    to: 2015
//	    cite: "…"
//
// Only id and phrases are required. A lexicon that extends others is read with Load, which needs to
// read those too:
//
//	extends: [internet-governance, ours.yaml]
//	remove: [big_data]
//	concepts:
//	  - id: core_technology
//	    override: true          # only what is given here replaces what the other lexicon says
//	    near: [网络]
//
// The error joins everything that is wrong, each as "name:line:
// what: hint". The file is walked as a syntax tree, not decoded into a struct, because a decoder
// stops at the first unknown key.
func Parse(name string, data []byte) (*Lexicon, error) {
	l, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	if len(l.Extends) > 0 {
		return nil, fmt.Errorf("%s: extends: a lexicon on its own is expected here", l.extendsAt[0])
	}
	return l, nil
}

// parse reads a lexicon as it is written. What a lexicon that extends others means is not known
// before they are read, so its concepts are not compiled.
func parse(name string, data []byte) (*Lexicon, error) {
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%s:1: not UTF-8: save the file as UTF-8", name)
	}
	if err := settings.Check(name, data); err != nil {
		return nil, err
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, syntaxError(name, err)
	}
	p := &lexiconParser{name: name, lexicon: &Lexicon{Name: name}}
	if len(file.Docs) > 1 {
		p.failAt(lineOf(file.Docs[1].Body), "a second document: keep one lexicon in a file")
	}
	if len(file.Docs) > 0 && file.Docs[0].Body != nil {
		p.top(file.Docs[0].Body)
	}
	p.whole()
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	return p.lexicon, nil
}

// whole checks a lexicon that was read.
func (p *lexiconParser) whole() {
	l := p.lexicon
	if len(l.Extends) > 0 {
		return
	}
	if len(l.Concepts) == 0 && len(p.errs) == 0 {
		p.failAt(1, "no concepts: add concepts: with at least one")
	}
	for i := range l.Concepts {
		if c := &l.Concepts[i]; c.override {
			p.failAt(c.at.line, "override: true, but the lexicon extends none:"+
				" add extends: with the lexicon that has concept %q", c.ID)
			return
		}
	}
	if len(l.Remove) > 0 {
		p.failAt(l.removeAt[0].line, "remove: the lexicon extends none: add extends:")
	}
	if _, err := CompileAll([]*Lexicon{l}); err != nil {
		p.errs = append(p.errs, err)
	}
}

func syntaxError(name string, err error) error {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil {
		return fmt.Errorf("%s:%d: %s", name, e.GetToken().Position.Line, e.GetMessage())
	}
	return fmt.Errorf("%s:1: %w", name, err)
}

func lineOf(n ast.Node) int {
	if n == nil || n.GetToken() == nil {
		return 1
	}
	return n.GetToken().Position.Line
}

type lexiconParser struct {
	name    string
	lexicon *Lexicon
	errs    []error
}

func (p *lexiconParser) failAt(line int, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: "+format, append([]any{p.name, line}, args...)...))
}

func (p *lexiconParser) top(n ast.Node) {
	keys := []string{"title", "extends", "remove", "concepts"}
	p.mapping(n, "a lexicon", keys, func(key string, value ast.Node) {
		switch key {
		case "extends":
			p.lexicon.Extends, p.lexicon.extendsAt = p.texts(key, value)
		case "remove":
			p.lexicon.Remove, p.lexicon.removeAt = p.texts(key, value)
		case "title":
			p.lexicon.Title = p.text(key, value)
		case "concepts":
			for _, item := range p.list(key, value) {
				p.concept(item)
			}
		}
	})
}

func (p *lexiconParser) concept(n ast.Node) {
	c := Concept{at: p.at(n), lines: map[string][]place{}}
	if m, ok := n.(ast.MapNode); ok { // the token of a mapping is its first colon
		if i := m.MapRange(); i.Next() {
			c.at = p.at(i.Key())
		}
	}
	texts, lists := c.texts(), c.lists()
	p.mapping(n, "a concept", conceptKeys, func(key string, value ast.Node) {
		if list := lists[key]; list != nil {
			*list, c.lines[key] = p.texts(key, value)
			return
		}
		if key == "override" {
			c.override = p.truth(key, value)
			return
		}
		*texts[key], c.lines[key] = p.text(key, value), []place{p.at(value)}
	})
	p.lexicon.Concepts = append(p.lexicon.Concepts, c)
}

// conceptKeys are the keys of a concept, in the order of a file.
var conceptKeys = []string{"id", "override", "theme", "zh", "pinyin", "en", "phrases", "except", "near",
	"not_near", "within", "quoted", "speaker", "not_speaker", "from", "to", "boundary", "cite"}

// texts are the fields of a concept that hold a text, by key.
func (c *Concept) texts() map[string]*string {
	return map[string]*string{"id": &c.ID, "theme": &c.Theme, "zh": &c.Zh, "pinyin": &c.Pinyin,
		"en": &c.En, "within": &c.Within, "quoted": &c.Quoted, "from": &c.From, "to": &c.To,
		"boundary": &c.Boundary, "cite": &c.Cite}
}

// lists are the fields of a concept that hold a list of patterns, by key.
func (c *Concept) lists() map[string]*[]string {
	return map[string]*[]string{"phrases": &c.Phrases, "except": &c.Except, "near": &c.Near,
		"not_near": &c.NotNear, "speaker": &c.Speaker, "not_speaker": &c.NotSpeaker}
}

func (p *lexiconParser) at(n ast.Node) place { return place{p.name, lineOf(n)} }
