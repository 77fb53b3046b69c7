package charset

import "strings"

// Declared is the encoding that a file names for itself, as a page does by <meta charset>, if it is
// one of two bytes (GB18030, also under the names of its parts, or Big5) and the bytes agree as far
// as they would for Detect: Detect has only their frequency to tell the two apart, and a short
// text has little of it. Else it is "": a file that is UTF-8 is that, whatever it names.
func Declared(head []byte, whole bool, named string) string {
	found, mark := Detect(head, whole, "")
	if mark > 0 || found != "gb18030" && found != "big5" {
		return ""
	}
	switch strings.ToLower(named) {
	case "gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030", "x-gb18030":
		if scoreDouble(head, gbCommon, gbValid) > leastScore {
			return "gb18030"
		}
	case "big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950":
		if scoreDouble(head, big5Common, big5Valid) > leastScore {
			return "big5"
		}
	}
	return ""
}
