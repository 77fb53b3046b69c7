package sentence

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"tifa/segment/dictionary"
	"tifa/segment/realtexts"
)

// sample is what contenders run over.
type sample struct {
	texts, folded []string
	bytes         int64
}

func (s *sample) add(text string) {
	s.texts = append(s.texts, text)
	s.folded = append(s.folded, Fold(text))
	s.bytes += int64(len(text))
}

// samples are texts of the xwlb corpus, and few of these for those who are slow. Where the corpus
// is absent they are the bundled sample's texts.
func samples(t testing.TB) (many, few *sample) {
	many, few = &sample{}, &sample{}
	add := func(n int, text string) {
		many.add(text)
		if n%20 == 0 {
			few.add(text)
		}
	}
	if _, err := os.Stat(realtexts.Path()); err == nil {
		texts, _ := realtexts.News(t, 20)
		for n, text := range texts {
			add(n, text)
		}
		return many, few
	}
	t.Logf("over the bundled sample: %s is absent", realtexts.Path())
	err := filepath.WalkDir("../../testdata/sample", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		text, err := os.ReadFile(path)
		add(0, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return many, few
}

// contender is something that goes over texts, once for each call of pass.
type contender struct {
	name  string
	bytes int64 // that one pass reads
	pass  func()
	cut   func(text string) []string // words, where it is scored; nil elsewhere
}

// contenders are the kernel, who it is measured against, and the floor. All but the last kernel run
// on one thread. Folding and the cutting of sentences are in the kernel's time and not in gse's,
// which gets folded text.
func contenders(t testing.TB) (all []contender) {
	many, few := samples(t)
	over := func(name string, s *sample, texts []string, cut func(string) []string, f func(text string)) {
		all = append(all, contender{name, s.bytes, func() {
			for _, text := range texts {
				f(text)
			}
		}, cut})
	}
	seen, buffer := 0, make([]byte, 1<<20)
	over("copy", many, many.texts, nil, func(t string) { seen += copy(buffer, t) })
	over("utf8", many, many.texts, nil, func(t string) {
		for len(t) > 0 {
			_, n := utf8.DecodeRuneInString(t)
			t = t[n:]
			seen++
		}
	})
	count := func(s *Sentence) bool { seen += len(s.Tokens); return true }
	folder := &Splitter{table: opened().table}
	over("fold", many, many.texts, nil, func(t string) { folder.cut(t, nil, false)(count) })
	for _, row := range []struct {
		name string
		s    *Segmenter
	}{{"kernel", opened()}, {"kernel-hmm", guessing()}} {
		r := row.s.Reader()
		over(row.name, many, many.texts, func(t string) []string { return cutBy(r, t) }, func(t string) { r.Sentences(t, nil)(count) })
	}
	all = append(all, contender{"kernel-2-threads", 2 * many.bytes, func() {
		var wait sync.WaitGroup
		for range 2 {
			wait.Go(func() {
				r, tokens := opened().Reader(), 0
				for _, t := range many.texts {
					r.Sentences(t, nil)(func(s *Sentence) bool { tokens += len(s.Tokens); return true })
				}
			})
		}
		wait.Wait()
	}, nil})
	g := original()
	loadGseModel()
	over("gse.Segment", few, few.folded, gseWords(g), func(t string) { g.Segment([]byte(t)) })
	over("gse.Cut", few, few.folded, func(t string) []string { return g.Cut(t) }, func(t string) { g.Cut(t) })
	over("gse.Cut-hmm", few, few.folded, func(t string) []string { return g.Cut(t, true) }, func(t string) { g.Cut(t, true) })
	return append(all, peers(t, many, few)...)
}

// cutBy are the words of a text as a Splitter cuts it, as written.
func cutBy(r *Splitter, text string) (words []string) {
	at := 0
	for s := range r.Sentences(text, nil) {
		for _, token := range s.Tokens {
			end := s.Original(token.Start, token.End).End
			words = append(words, text[at:end])
			at = end
		}
	}
	return words
}

// peers are segmenters that speak Python. TIFA_PYTHON names the interpreter that has them; without
// it there are none.
func peers(t testing.TB, many, few *sample) (all []contender) {
	python := os.Getenv("TIFA_PYTHON")
	if python == "" {
		t.Log("without jieba and rjieba: TIFA_PYTHON names no Python that has them")
		return nil
	}
	for name, s := range map[string]*sample{"jieba": few, "rjieba": many} {
		pass, err := startPeer(t, python, name, s.texts)
		if err != nil {
			t.Logf("without %s: %v", name, err)
			continue
		}
		all = append(all, contender{name, s.bytes, pass, nil})
	}
	slices.SortFunc(all, func(a, b contender) int { return strings.Compare(a.name, b.name) })
	return all
}

func startPeer(t testing.TB, python, name string, texts []string) (pass func(), err error) {
	cmd := exec.Command(python, "testdata/peers.py", name)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	answers := bufio.NewReader(out)
	ask := func() error {
		fmt.Fprintln(in)
		_, err := answers.ReadString('\n')
		return err
	}
	if err := json.NewEncoder(in).Encode(texts); err != nil {
		return nil, err
	}
	if err := ask(); err != nil {
		return nil, fmt.Errorf("it ended: is it installed? (%w)", err)
	}
	return func() {
		if err := ask(); err != nil {
			t.Error(name, err)
		}
	}, nil
}

// BenchmarkSegmentation is for profiles; TestSpeed compares.
//
//	go test -run '^$' -bench Segmentation/kernel -cpuprofile kernel.prof ./segment/sentence
func BenchmarkSegmentation(b *testing.B) {
	for _, c := range contenders(b) {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(c.bytes)
			b.ReportAllocs()
			for b.Loop() {
				c.pass()
			}
		})
	}
}

// TestSpeed prints one table of all contenders, with the median of TIFA_SPEED rounds (5 where it is
// no number above). In each round everybody runs in turn, so that what else the machine does hits
// all alike. It is what make bench runs.
func TestSpeed(t *testing.T) {
	var rounds int
	if _, err := fmt.Sscan(os.Getenv("TIFA_SPEED"), &rounds); err != nil {
		t.Skip("takes a minute, only where asked for: make bench, or TIFA_SPEED=5")
	}
	all := contenders(t)
	speeds := make([][]float64, len(all))
	for range max(rounds, 5) {
		for i, c := range all {
			speeds[i] = append(speeds[i], megabytes(c))
		}
	}
	median := map[string]float64{}
	for i, c := range all {
		slices.Sort(speeds[i])
		median[c.name] = speeds[i][len(speeds[i])/2]
	}
	w := tabwriter.NewWriter(t.Output(), 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tMB/s\tslowest\tfastest\tkernel is\tF1 on PKU\t")
	for i, c := range all {
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t%.2f ×\t%s\t\n", c.name, median[c.name], speeds[i][0], speeds[i][len(speeds[i])-1],
			median["kernel"]/median[c.name], score(c.cut))
	}
	w.Flush()
}

// megabytes is the speed of a contender in MB a second over half a second or, if that takes longer,
// one pass.
func megabytes(c contender) float64 {
	passes, start := 0, time.Now()
	for time.Since(start) < time.Second/2 {
		c.pass()
		passes++
	}
	return float64(passes) * float64(c.bytes) / 1e6 / time.Since(start).Seconds()
}

// score is the F1 of words against the gold of the PKU test set, where there are words and gold.
func score(cut func(string) []string) string {
	gold, err := goldLines()
	if cut == nil || err != nil {
		return ""
	}
	return fmt.Sprintf("%.4f", f1(gold, cut))
}

// BenchmarkOpen measures what a run pays before its first token.
func BenchmarkOpen(b *testing.B) {
	for _, row := range []struct {
		name    string
		options Options
	}{
		{"kernel", Options{}},
		{"kernel-hmm", Options{HMM: true}},
		{"kernel-with-words", Options{Words: []dictionary.WordFile{{Name: "a.txt", Data: []byte("网络空间主权 100 n\n")}}}},
		{"gse", Options{Engine: "gse"}},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Open(row.options); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
