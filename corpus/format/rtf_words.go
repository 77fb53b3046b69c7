package format

import (
	"strconv"
	"strings"
)

// control reads a control word or sign.
func (d *rtfText) control() error {
	c, err := d.in.ReadByte()
	if err != nil {
		return err
	}
	if c|0x20 >= 'a' && c|0x20 <= 'z' {
		return d.word(c)
	}
	switch c {
	case '\'':
		return d.hex()
	case '\\', '{', '}':
		d.byte(c)
	case '*':
		d.star = true
	case '~':
		return d.rune('\u00a0')
	case '_':
		return d.rune('-')
	case '\r', '\n':
		return d.act("par", 1, true)
	}
	return nil
}

// hex reads a byte that is written in two digits.
func (d *rtfText) hex() error {
	var digits [2]byte
	for i := range digits {
		c, err := d.in.ReadByte()
		if err != nil {
			return err
		}
		digits[i] = c
	}
	n, err := strconv.ParseUint(string(digits[:]), 16, 8)
	if err != nil {
		return damaged(`RTF has a bad \'%s: is the file whole?`,
			strings.ToValidUTF8(string(digits[:]), "?"))
	}
	d.byte(byte(n))
	return nil
}

// unreader is a reader that can take its last byte back.
type unreader interface{ UnreadByte() error }

// word reads a control word that begins with c, and its number.
func (d *rtfText) word(c byte) error {
	const longest = 32
	name, number := []byte{c}, []byte{}
	for {
		var err error
		if c, err = d.in.ReadByte(); err != nil {
			return err
		}
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		digit := c >= '0' && c <= '9' || c == '-' && len(number) == 0
		if len(name)+len(number) > longest {
			return damaged("RTF has a control word of more than %d letters: is the file whole?",
				longest)
		}
		switch {
		case letter && len(number) == 0:
			name = append(name, c)
			continue
		case digit:
			number = append(number, c)
			continue
		case c != ' ':
			if err := d.in.(unreader).UnreadByte(); err != nil {
				return err
			}
		}
		n, err := strconv.Atoi(string(number))
		return d.act(string(name), n, err == nil)
	}
}

// rtfSigns are control words that stand for a character.
var rtfSigns = map[string]rune{"tab": '\t', "line": '\n', "emdash": '—', "endash": '–',
	"lquote": '‘', "rquote": '’',
	"ldblquote": '“', "rdblquote": '”', "bullet": '•', "emspace": '\u2003', "enspace": '\u2002'}

// rtfBreaks are control words that end a paragraph.
var rtfBreaks = words("par sect page cell row nestcell nestrow column")

// rtfNowhere are groups that hold no text, or none that is read.
var rtfNowhere = words("colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf " +
	"ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn fldinst listtext pntext xe tc rxe txe nonshppict shprslt sp objdata " +
	"template htmltag atnid annotation filetbl revtbl")

// rtfRead are groups that are read although old programs pass over them.
var rtfRead = words("shpinst do shppict")

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// act does what a control word says.
func (d *rtfText) act(name string, n int, given bool) error {
	star := d.star
	d.star = false
	if name == "u" {
		return d.unicode(n)
	}
	if name == "bin" {
		return d.binary(n)
	}
	if sign := rtfSigns[name]; sign != 0 {
		return d.rune(sign)
	}
	d.skip = 0 // no other word stands in for a character
	if err := d.flush(); err != nil {
		return err
	}
	if rtfBreaks[name] {
		return d.paragraph(d.now.into)
	}
	d.place(name, star)
	d.set(name, n, !given || n != 0)
	return nil
}

// place says where a group belongs, by the control word that it begins with.
func (d *rtfText) place(name string, star bool) {
	inInfo := len(d.groups) > 1 && d.now.into == nowhere
	switch {
	case name == "title" && inInfo:
		d.now.into = inTitle
	case name == "author" && inInfo:
		d.now.into = inAuthor
	case d.now.into == nowhere:
	case name == "fonttbl":
		d.now.into = inFonts
	case name == "footnote" && d.now.into == inText:
		d.now.into = inNote
	case rtfNowhere[name], star && !rtfRead[name]:
		d.now.into = nowhere
	}
}

// set sets a property of the text that follows.
func (d *rtfText) set(name string, n int, on bool) {
	switch name {
	case "uc":
		d.now.uc = min(max(n, 0), 10)
	case "ansicpg":
		if codePages[n] != nil {
			d.page = n
		}
	case "f":
		d.now.font = n
	case "fcharset":
		if d.now.into == inFonts && len(d.fonts) < maxParts {
			d.fonts[d.now.font] = charsets[n]
		}
	case "v":
		d.now.hidden = on
	case "deleted":
		d.now.deleted = on
	case "plain":
		d.now.hidden, d.now.deleted = false, false
	}
}

// unicode takes a character by its number, and knows how many stand in for it.
func (d *rtfText) unicode(n int) error {
	d.skip = 0
	err := d.surrogate(n)
	d.skip = d.now.uc
	return err
}

// binary passes over bytes that are no RTF.
func (d *rtfText) binary(n int) error {
	for ; n > 0; n-- {
		if _, err := d.in.ReadByte(); err != nil {
			return err
		}
	}
	return nil
}
