package outputs

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// tokenRows are n rows in key order, 30,000 to a period, shaped like real ones: counts fall off steeply.
func tokenRows(n int) []TokenCount {
	out := make([]TokenCount, n)
	for i := range out {
		p, k := i/30000, i%30000
		out[i] = TokenCount{When: When{"month", fmt.Sprintf("%04d-%02d", 2012+p/12, p%12+1), int32(15340 + p*30)}, Source: "xwlb",
			Token: string([]rune{rune(0x4e00 + k/200), rune(0x5e00 + k%200)}), Class: "word",
			Count: 1 + int64(1000/(1+(i*7919)%9973)), Documents: 1 + int64(500/(1+(i*7919)%9973))}
	}
	return out
}

func BenchmarkWriteTokens(b *testing.B) {
	rows := tokenRows(3_000_000)
	for _, batch := range []int{1, 8192} {
		b.Run(fmt.Sprint("batch=", batch), func(b *testing.B) {
			for b.Loop() {
				to, err := Create(b.TempDir(), "run")
				if err != nil {
					b.Fatal(err)
				}
				w, err := NewWriter[TokenCount](to)
				if err != nil {
					b.Fatal(err)
				}
				for i := 0; i < len(rows); i += batch {
					if err := w.Write(rows[i:min(i+batch, len(rows))]...); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
				info, _ := os.Stat(filepath.Join(to.Path(), "tokens.parquet"))
				b.ReportMetric(float64(info.Size()), "filebytes")
				b.ReportMetric(float64(len(rows))/1e6*float64(b.N)/b.Elapsed().Seconds(), "Mrows/s")
				to.Abandon()
			}
		})
	}
}

func BenchmarkReadTokens(b *testing.B) {
	rows := tokenRows(1_000_000)
	to, _ := Create(b.TempDir(), "run")
	w, _ := NewWriter[TokenCount](to)
	if err := w.Write(rows...); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		n := 0
		for _, err := range Read[TokenCount](to.Path()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != len(rows) {
			b.Fatal(n)
		}
	}
}
