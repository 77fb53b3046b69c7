package normalize

// ClosingQuote is the mark that closes the quotation mark r, 0 where r opens nothing. A straight
// mark may as well close, and is none of them.
func ClosingQuote(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '「':
		return '」'
	case '『':
		return '』'
	case '〝':
		return '〞'
	}
	return 0
}

// ClosesQuote reports whether r is one of the marks that ClosingQuote returns.
func ClosesQuote(r rune) bool {
	switch r {
	case '”', '’', '」', '』', '〞':
		return true
	}
	return false
}
