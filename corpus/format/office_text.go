package format

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"tifa/corpus/problem"
)

// body is a text that is made of paragraphs, with a blank line between two of them.
type body struct {
	strings.Builder
	first int // bytes of the first paragraph
	limit int64
}

// add puts a paragraph behind the others, unless it is blank. The white space around it is layout.
func (b *body) add(paragraph string) error {
	paragraph = strings.TrimSpace(paragraph)
	if paragraph == "" {
		return nil
	}
	if b.Len() > 0 {
		b.WriteString(paragraphBreak)
	}
	if int64(b.Len()+len(paragraph)) > b.limit {
		return tooLarge(b.limit)
	}
	b.WriteString(paragraph)
	if b.first == 0 {
		b.first = b.Len()
	}
	return nil
}

// paragraph is one that is being read.
type paragraph struct {
	strings.Builder
	boxes body // of text that stands in it, and follows it
	title bool // its style is that of a title
	joins bool // its end was deleted
}

// maxOpen is how many paragraphs may stand in one another.
const maxOpen = 20

// end puts a paragraph into a text, and its boxes behind it.
func (p *paragraph) end(out *body) error {
	if err := out.add(p.String()); err != nil {
		return err
	}
	return out.add(p.boxes.String())
}

// giveText gives a document that was read out of another format. Where its first paragraph is its
// title, that is not in the text again; any other title is not counted.
func (r *reader) giveText(s *stream, rec *Record, title string, text *body) error {
	if text.Len() == 0 {
		return r.Problem(problem.Problem{Path: s.Path, Record: rec.N, Place: rec.Place,
			Kind: problem.KindEmpty, Reason: "holds no text: are its pages pictures?",
			Action: problem.LeftOut})
	}
	all := text.String()
	first := all[:text.first]
	if title = strings.TrimSpace(title); title != "" && sameWords(title, first) {
		title, all = first, strings.TrimPrefix(all[text.first:], paragraphBreak)
	} else {
		rec.Named = true
	}
	rec.Values[Title] = Value{Kind: Scalar, Text: title}
	rec.Values[Text] = Value{Kind: Scalar, Text: all}
	rec.Markup = "none"
	return r.give(s, rec)
}

// sameWords compares two lines without their white space.
func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
}

// leftover is the title of a file that nobody gave it.
var leftover = regexp.MustCompile(`(?i)^(?:(?:新建|副本)?\s*(?:microsoft\s*)?(?:office\s*)?(?:word|wps)?\s*(?:文字)?文[档檔稿件字]\s*[0-9]*` +
	`|新建.*文档.*|microsoft word.*|.*\.(?:docx?|dotx?|wps|odt|rtf|txt)|(?:document|doc)\s*[0-9]*|untitled.*|无标题.*|未命名.*` +
	`|標題|标题|题目|title|附件\s*[0-9]*[:：]?|template|模板|模版|(?:powerpoint|ppt) .*|[0-9a-z_.\-]{1,12}|unknown)$`)

// titleOf is a title that the properties of a document give, "" where it is left over from a
// template or made by a program.
func titleOf(property string) string {
	property = strings.Join(strings.Fields(property), " ")
	if leftover.MatchString(property) || !strings.ContainsFunc(property, unicode.IsLetter) {
		return ""
	}
	return property
}

// accounts are names of users that are no authors.
var accounts = []string{"微软用户", "微軟用戶", "windows 用户", "windows 使用者", "microsoft office 用户",
	"microsoft office user", "用户",
	"管理员", "作者", "未知", "匿名", "unknown author", "python docx", "windows user", "the author",
	"deep freeze"}

// authorOf is an author that the properties of a document give, "" where that is the account of a
// computer: a name has Han characters, or two words.
func authorOf(property string) string {
	property = strings.Join(strings.Fields(property), " ")
	hasHan := strings.ContainsFunc(property, func(r rune) bool {
		return unicode.Is(unicode.Han,
			r)
	})
	if slices.Contains(accounts, strings.ToLower(property)) || strings.ContainsAny(property,
		`\@`) ||
		!hasHan && !strings.ContainsAny(property, " ·") {
		return ""
	}
	return property
}

// setAuthors fills in the authors, unless they are none.
func setAuthors(rec *Record, authors ...string) {
	var list []any
	for _, a := range authors {
		if a = authorOf(a); a != "" {
			list = append(list, a)
		}
	}
	if len(list) > 0 {
		rec.Values[Author] = Value{Kind: Nested, nested: list}
	}
}
