package container

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa/corpus/charset"
)

// entryName is the name of an archive's entry as it is shown, and what is wrong with it. Names are
// only labels here, but one that climbs out of the archive is an attack or a mistake, and neither
// is a text to count. Names that are no UTF-8 are decoded as text of a Chinese system is, all of an
// archive in one way.
func (w *walker) entryName(name string) (shown, why string) {
	name = strings.ReplaceAll(w.names.decoded(name), `\`, "/")
	shown = strings.TrimLeft(path.Clean("/"+name), "/")
	switch {
	case strings.ContainsRune(name, 0):
		why = "name with a NUL inside an archive"
	case strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':':
		why = fmt.Sprintf("absolute name %q inside an archive", name)
	}
	for _, part := range strings.Split(name, "/") {
		if part == ".." {
			why = fmt.Sprintf("name %q leads out of the archive", name)
		}
	}
	return strings.ReplaceAll(shown, "\x00", ""), why
}

// archiveNames are the names of one archive that are no UTF-8 and decide on the encoding of all.
type archiveNames struct {
	odd    []string
	decode func(name string) string // by the odd ones; nil until it is asked for
}

// maxNames is how many names of an archive decide on the encoding of all.
const maxNames = 100

// add takes up a name if it is no UTF-8, and reports whether more would still decide.
func (n *archiveNames) add(name string) bool {
	if !utf8.ValidString(name) && len(n.odd) < maxNames && !slices.Contains(n.odd, name) {
		n.odd, n.decode = append(n.odd, name), nil
	}
	return len(n.odd) < maxNames
}

// decoded is a name as UTF-8.
func (n *archiveNames) decoded(name string) string {
	n.add(name)
	if n.decode == nil {
		n.decode = charset.PathDecoder(n.odd...)
	}
	return n.decode(name)
}

// Stem is a name without its ending.
func Stem(name string) string {
	if s := strings.TrimSuffix(name, path.Ext(name)); s != "" {
		return s
	}
	return name
}

// systemNames are what desktops keep beside files, in lower case: Windows takes names in any.
var systemNames = []string{"__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "recycler", "recycled",
	"system volume information", "lost+found", "@eadir", "#recycle", "icon\r"}

// PassedOver reports whether a name below a folder is no text of anybody's: hidden, made by a
// desktop or an office program, an image, or settings.
func PassedOver(name string, isFolder bool) bool {
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), slices.Contains(systemNames, lower):
		return true
	case isFolder:
		return false
	}
	switch path.Ext(lower) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".ico", ".svg", ".css", ".js", ".woff",
		".woff2", ".ttf", ".mp3", ".mp4", ".yaml", ".yml":
		return true
	}
	return false
}
