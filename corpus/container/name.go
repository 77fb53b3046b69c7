package container

import (
	"fmt"
	"path"
	"strings"

	"tifa/corpus/charset"
)

// entryName is the name of an archive's entry as it is shown, and what is wrong with it. Names are
// only labels here, but one that climbs out of the archive is an attack or a mistake, and neither
// is a text to count. Names that are no UTF-8 are decoded as text of a Chinese system is.
func entryName(name string) (shown, why string) {
	name = strings.ReplaceAll(charset.DecodePath(name), `\`, "/")
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

// Stem is a name without its ending.
func Stem(name string) string {
	if s := strings.TrimSuffix(name, path.Ext(name)); s != "" {
		return s
	}
	return name
}

// PassedOver reports whether a name below a folder is no text of anybody's: hidden, made by a
// desktop or an office program, an image, or settings.
func PassedOver(name string, isFolder bool) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), name == "__MACOSX", name == "Thumbs.db",
		name == "desktop.ini":
		return true
	case isFolder:
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".ico", ".svg", ".css", ".js", ".woff",
		".woff2", ".ttf", ".mp3", ".mp4", ".yaml", ".yml":
		return true
	}
	return false
}
