// Command generate writes what package segment and its rooms embed, from the libraries that are the
// source of it:
//
//	fold_table.go   folded forms: the character table of OpenCC and Unicode's compatibility and case mappings
//	dictionary.zst  gse's embedded simplified dictionary zh_s: a line "word frequency part-of-speech" for each word
//	hmm.zst         gse's hidden Markov model: for each character how likely it begins, continues, ends or is a word
//
// Run it with go generate in the folder of the package; its arguments are the names of the files to
// write.
package main

import (
	"fmt"
	"os"
)

func main() {
	for _, name := range os.Args[1:] {
		if err := write(name); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

func write(name string) error {
	var data []byte
	var err error
	switch name {
	case "fold_table.go":
		data, err = foldTable()
	case "dictionary.zst":
		data, err = gseDictionary()
	case "hmm.zst":
		data, err = hmmModel()
	default:
		err = fmt.Errorf("nothing of that name is generated")
	}
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
