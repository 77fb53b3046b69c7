//go:build linux

package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/klauspost/compress/zstd"

	"tifa/pipeline/manifest"
)

// program builds tifa.
func program(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "tifa")
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return path
}

// execute runs a command on one processor and gives what it took.
func execute(b *testing.B, name string, args ...string) *os.ProcessState {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != exitProblems {
		b.Fatalf("%v: %s", err, out)
	}
	return cmd.ProcessState
}

// BenchmarkRun is the whole way from ten years of news in one file of 82 MB to a folder of tables,
// on one processor. MB/cpu-s goes by the time the processor worked, which other programs disturb
// less; read-MB/s by the time until all texts are read, segmented and matched, before the tables
// are made.
func BenchmarkRun(b *testing.B) {
	input, size := news(b)
	tifa := program(b)
	b.SetBytes(size)
	var cpu float64
	var peak int64
	var read float64
	for b.Loop() {
		results := b.TempDir()
		p := execute(b, tifa, "run", "--quiet", "-o", results, "--name", "run", input)
		cpu += (p.UserTime() + p.SystemTime()).Seconds()
		peak = max(peak, p.SysUsage().(*syscall.Rusage).Maxrss)
		read += readSeconds(b, filepath.Join(results, "run"))
	}
	b.ReportMetric(float64(size)*float64(b.N)/1e6/cpu, "MB/cpu-s")
	b.ReportMetric(float64(size)*float64(b.N)/1e6/read, "read-MB/s")
	b.ReportMetric(float64(peak)*1024/1e6, "peak-MB")
}

// readSeconds is how long a run read, segmented and matched its texts.
func readSeconds(b *testing.B, results string) float64 {
	b.Helper()
	m, err := manifest.Read(results)
	if err != nil {
		b.Fatal(err)
	}
	for _, stage := range m.Stages {
		if stage.Stage == "read" {
			return stage.Seconds
		}
	}
	b.Fatal("run.json has no stage called read")
	return 0
}

// BenchmarkVersion is what every call of tifa takes before it does anything.
func BenchmarkVersion(b *testing.B) {
	tifa := program(b)
	for b.Loop() {
		execute(b, tifa, "version")
	}
}

// news is the xwlb corpus as a JSONL file.
func news(b *testing.B) (path string, size int64) {
	b.Helper()
	folder := os.Getenv("TIFA_CORPORA")
	if folder == "" {
		folder = "../shared/corpora"
	}
	in, err := os.Open(filepath.Join(folder, "xwlb", "xwlb_2012-2021.jsonl.zst"))
	if err != nil {
		b.Skipf("real texts are absent: set TIFA_CORPORA to the folder that has them (%v)", err)
	}
	defer in.Close()
	d, err := zstd.NewReader(in)
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	path = filepath.Join(b.TempDir(), "xwlb.jsonl")
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	if size, err = io.Copy(out, d); err != nil {
		b.Fatal(err)
	}
	return path, size
}
