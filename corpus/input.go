package corpus

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tifa/corpus/charset"
	"tifa/corpus/format"
)

// Input says where texts are and how to read them: one entry of `inputs` in a tifa.yaml. Only Path
// is needed.
type Input struct {
	// Path is a file, a folder (recursive), a glob (** allowed), or "-" for standard input.
	Path string `yaml:"path" json:"path"`
	// Format is auto (default) or one of format.Names.
	Format string `yaml:"format" json:"format,omitempty"`
	// Encoding is auto (default) or one of charset.Names.
	Encoding string `yaml:"encoding" json:"encoding,omitempty"`
	// Records is the path of the records in JSON, as videoList[].
	Records string `yaml:"records" json:"records,omitempty"`
	// Fields says where a record keeps what.
	Fields Fields `yaml:"fields" json:"fields,omitzero"`
	// Source says how a document gets its source.
	Source SourceRule `yaml:"source" json:"source,omitzero"`
	// Date says where a date is looked for, in this order; DateOrder where empty.
	Date []string `yaml:"date" json:"date,omitempty"`
	// Markup is auto (default), none, html or markdown.
	Markup string `yaml:"markup" json:"markup,omitempty"`
	// Boilerplate are regexps (RE2); what they match in title or text is kept but not counted.
	Boilerplate []string `yaml:"boilerplate" json:"boilerplate,omitempty"`
}

// Fields are the names under which a record keeps its parts: columns of a table, keys of a front
// matter, or paths such as video_detail.content into a JSON object. An empty one is the name of the
// part itself: id, date, title …. Author may be a text (甲、乙), a list, or objects with a name and
// an affiliation.
type Fields struct {
	ID     string `yaml:"id" json:"id,omitempty"`
	Date   string `yaml:"date" json:"date,omitempty"`
	Title  string `yaml:"title" json:"title,omitempty"`
	Text   string `yaml:"text" json:"text,omitempty"`
	URL    string `yaml:"url" json:"url,omitempty"`
	Author string `yaml:"author" json:"author,omitempty"`
	Source string `yaml:"source" json:"source,omitempty"`
}

// SourceRule says how a document gets its source: by a fixed Name (in YAML a bare word), or by
// exactly one of the others (in YAML a map of one key). The zero rule takes the field "source" of
// the record, else the first folder below the input's path, else the last name in that path.
type SourceRule struct {
	Name  string `json:"name,omitempty"`
	Field string `json:"field,omitempty"` // name or path of a field of the record
	// Folder counts the folders below the input's path from 1, or back from -1, the file's own.
	Folder int `json:"folder,omitempty"`
	// Pattern is a regexp on Document.Path; its first group, or all of it, is the source.
	Pattern string `json:"pattern,omitempty"`
}

// The places a date is looked for, as Document.DateFrom says them.
const (
	FromField      = "field"
	FromFileName   = "file name"
	FromFolder     = "folder"
	FromFirstLines = "first lines"
)

// DateOrder is the order in which a date is looked for where the input does not say.
func DateOrder() []string { return []string{FromField, FromFileName, FromFolder, FromFirstLines} }

// UnmarshalYAML reads a bare word or a map of one key.
func (r *SourceRule) UnmarshalYAML(decode func(any) error) error {
	const hint = "source: write a name, or one of {field: source}, {folder: 1}, {pattern: 'regexp'}"
	var given any
	if err := decode(&given); err != nil {
		return err
	}
	keys, isMap := given.(map[string]any)
	if !isMap {
		return decode(&r.Name)
	}
	if len(keys) != 1 {
		return fmt.Errorf("source has %d keys: %s", len(keys), hint)
	}
	for key, value := range keys {
		text := fmt.Sprint(value)
		switch key {
		case "field":
			r.Field = text
		case "pattern":
			r.Pattern = text
		case "folder":
			n, err := strconv.Atoi(text)
			if err != nil || n == 0 {
				return fmt.Errorf("source: folder %q is not the number of a folder level: 1 is the first below the"+
					" input's path, -1 the one the file is in", text)
			}
			r.Folder = n
		default:
			return fmt.Errorf("source: unknown key %q: %s", key, hint)
		}
	}
	return nil
}

// Compile checks all that can be checked without opening a file. Expand does it, too.
func (in *Input) Compile() error {
	_, err := compile(*in)
	return err
}

// rules are an Input made ready for reading. They do not change, and any number of files may share
// them.
type rules struct {
	Input
	format      *format.Rules
	date        []string
	pattern     *regexp.Regexp
	boilerplate []*regexp.Regexp
}

func compile(in Input) (*rules, error) {
	c := &rules{Input: in, date: in.Date}
	if in.Path == "" {
		return nil, fmt.Errorf("path is empty: name a file, a folder or a glob")
	}
	for _, check := range []struct {
		key, value string
		known      []string
	}{
		{"format", in.Format, format.Names()},
		{"encoding", strings.ToLower(in.Encoding), charset.Names()},
		{"markup", in.Markup, []string{"none", "html", "markdown"}},
	} {
		if check.value != "" && check.value != "auto" && !slices.Contains(check.known, check.value) {
			return nil, fmt.Errorf("%s %q is unknown: use auto, %s", check.key, check.value,
				strings.Join(check.known, ", "))
		}
	}
	if len(c.date) == 0 {
		c.date = DateOrder()
	}
	for _, from := range c.date {
		if !slices.Contains(DateOrder(), from) {
			return nil, fmt.Errorf("date: unknown place %q: use %s", from,
				strings.Join(DateOrder(), ", "))
		}
	}
	var err error
	if c.format, err = in.formatRules(); err != nil {
		return nil, err
	}
	return c, c.compilePatterns()
}

func (in *Input) formatRules() (*format.Rules, error) {
	f := in.Fields
	if in.Source.Field != "" {
		f.Source = in.Source.Field
	}
	return format.Compile(format.Options{Format: in.Format, Encoding: in.Encoding, Records: in.Records,
		Fields: [format.Parts]string{f.ID, f.Date, f.Title, f.Text, f.URL, f.Author, f.Source}})
}

func (c *rules) compilePatterns() (err error) {
	if c.Source.Pattern != "" {
		if c.pattern, err = regexp.Compile(c.Source.Pattern); err != nil {
			return fmt.Errorf("source: pattern: %w: see https://pkg.go.dev/regexp/syntax", err)
		}
	}
	for _, text := range c.Boilerplate {
		re, err := regexp.Compile(text)
		if err != nil {
			return fmt.Errorf("boilerplate: %w: see https://pkg.go.dev/regexp/syntax", err)
		}
		if re.MatchString("") {
			return fmt.Errorf("boilerplate: %q matches the empty string: a pattern must need at least one"+
				" character", text)
		}
		c.boilerplate = append(c.boilerplate, re)
	}
	return nil
}
