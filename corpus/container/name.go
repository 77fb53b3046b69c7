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
	if !utf8.ValidString(name) && len(w.names) < maxNames {
		w.names = append(w.names, name)
	}
	name = strings.ReplaceAll(charset.PathDecoder(w.names...)(name), `\`, "/")
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

// maxNames is how many names of an archive decide on the encoding of all.
const maxNames = 100

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
