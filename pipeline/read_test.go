package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/pipeline/analyse"
	"tifa/pipeline/config"
	"tifa/pipeline/merge"
	"tifa/pipeline/parallel"
	"tifa/pipeline/store"
)

const docsPerFile = 100

// twoFiles plans a run over two files of docsPerFile documents.
func twoFiles(t testing.TB) (*config.Config, *plan) {
	t.Helper()
	c := &config.Config{Root: t.TempDir(), Inputs: []corpus.Input{{Path: "a"}}, Output: t.TempDir()}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a/one.jsonl", "a/two.jsonl"} {
		var b strings.Builder
		for i := range docsPerFile {
			fmt.Fprintf(&b, `{"id":"%s%d","date":"2015-%02d-01","text":"%d%s"}`+"\n", name, i, i%12+1, i, strings.Repeat("维护网络主权。", 80))
		}
		if err := os.MkdirAll(filepath.Join(c.Root, "a"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(c.Root, name), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := options("run")
	o.Workers = 2
	p, err := makePlan(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return c, p
}

// readAndMerge reads all files, up to the end of ctx, and merges what is there.
func readAndMerge(ctx context.Context, t *testing.T, p *plan, say *progress) ([]merge.Document, error) {
	t.Helper()
	shards, err := store.Open(p.work)
	if err != nil {
		t.Fatal(err)
	}
	defer shards.Close()
	if err := readAll(ctx, p, shards, say); err != nil {
		for _, name := range p.shardNames() {
			if got, err := shards.Check(name); err == nil && got.Documents != docsPerFile {
				t.Errorf("a shard of %d documents counts as whole", got.Documents)
			}
		}
		return nil, err
	}
	x, err := merge.Shards(shards, p.shardNames(), p.problems, p.Study)
	if err != nil {
		t.Fatal(err)
	}
	for i := range x.Documents {
		x.Documents[i].At = store.Offset{} // documents of a file are written in the order in which they are finished
	}
	return x.Documents, nil
}

// A run that is stopped anywhere in a file leaves no shard that is short, and the next run gives what an undisturbed run
// gives.
func TestStopInTheMiddleOfAFile(t *testing.T) {
	_, p := twoFiles(t)
	want, err := readAndMerge(t.Context(), t, p, newProgress(nil))
	if err != nil || len(want) != 2*docsPerFile {
		t.Fatalf("%d documents: %v", len(want), err)
	}
	stopped := 0
	for at := range 2 * docsPerFile {
		if err := os.RemoveAll(p.work); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		say := newProgress(nil)
		go func() {
			for say.documents.Load() < int64(at) && ctx.Err() == nil {
				runtime.Gosched()
			}
			stop()
		}()
		if _, err := readAndMerge(ctx, t, p, say); errors.Is(err, context.Canceled) {
			stopped++
		} else if err != nil {
			t.Fatal(err)
		}
		stop()
		got, err := readAndMerge(t.Context(), t, p, newProgress(nil))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("stopped after %d documents: the next run has %d documents, or others: %v", at, len(got), err)
		}
	}
	if t.Log(stopped, "of", 2*docsPerFile, "runs were stopped"); stopped < docsPerFile/2 {
		t.Errorf("too few to say anything")
	}
}

// Whatever happened to a kept shard, the next run has the result of a clean one.
func TestDamagedShardsAreMadeAgain(t *testing.T) {
	c, p := twoFiles(t)
	s, err := Run(t.Context(), c, options("clean"))
	if err != nil {
		t.Fatal(err)
	}
	want := fingerprint(t, s.Folder)
	for i, damage := range []func([]byte) []byte{
		func([]byte) []byte { return nil },
		func(b []byte) []byte { return b[:len(b)/2] },
		func(b []byte) []byte { b[len(b)/3] ^= 1; return b },
		func(b []byte) []byte { b[len(b)-40] ^= 0x80; return b },
		func(b []byte) []byte { return append(b, b...) },
	} {
		if _, err := readAndMerge(t.Context(), t, p, newProgress(nil)); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(p.work, p.shardNames()[0])
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, damage(bytes.Clone(b)), 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Run(t.Context(), c, options(fmt.Sprint("damage", i)))
		if err != nil {
			t.Fatal(err)
		}
		if fingerprint(t, s.Folder) != want {
			t.Errorf("damage %d: another result", i)
		}
	}
}

// A shard that is damaged while the run is under way is made again in the same run.
func TestDamageDuringTheRun(t *testing.T) {
	_, p := twoFiles(t)
	shards, err := store.Open(p.work)
	if err != nil {
		t.Fatal(err)
	}
	defer shards.Close()
	r := &run{options: options("run"), plan: p, shards: shards}
	path, rounds := filepath.Join(p.work, p.shardNames()[1]), 0
	err = r.again(func() error {
		if err := readAll(t.Context(), p, shards, newProgress(nil)); err != nil {
			return err
		}
		if rounds++; rounds < 3 {
			if err := os.Truncate(path, 100); err != nil {
				return err
			}
		}
		_, err := merge.Shards(shards, p.shardNames(), nil, p.Study)
		return err
	})
	if err != nil || rounds != 3 {
		t.Errorf("%d rounds, %v", rounds, err)
	}
}

// A file that can't be read now is read by the next run.
func TestPassingFaultIsForgotten(t *testing.T) {
	c, p := twoFiles(t)
	path := filepath.Join(c.Root, "a", "one.jsonl")
	if err := os.Rename(path, path+".gone"); err != nil { // after it was listed
		t.Fatal(err)
	}
	got, err := readAndMerge(t.Context(), t, p, newProgress(nil))
	if err != nil || len(got) != docsPerFile {
		t.Fatalf("%d documents, %v", len(got), err)
	}
	if err := os.Rename(path+".gone", path); err != nil {
		t.Fatal(err)
	}
	if got, err = readAndMerge(t.Context(), t, p, newProgress(nil)); err != nil || len(got) != 2*docsPerFile {
		t.Errorf("the next run has %d documents, want %d: %v", len(got), 2*docsPerFile, err)
	}
}

// A corpus that is gone publishes nothing.
func TestNoDocumentIsAnError(t *testing.T) {
	c, _ := twoFiles(t)
	s, err := Run(t.Context(), c, options("good"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one", "two"} {
		if err := os.Truncate(filepath.Join(c.Root, "a", name+".jsonl"), 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Run(t.Context(), c, options("empty")); err == nil || !strings.Contains(err.Error(), "no document") {
		t.Errorf("published, or another error: %v", err)
	}
	latest, err := filepath.EvalSymlinks(filepath.Join(c.Output, "latest"))
	if err != nil || filepath.Base(latest) != filepath.Base(s.Folder) {
		t.Errorf("latest is %s: %v", latest, err)
	}
}

// A fault of the program names the document.
func TestPanicInAWorkerIsAnError(t *testing.T) {
	_, p := twoFiles(t)
	p.Matcher = nil
	shards, err := store.Open(p.work)
	if err != nil {
		t.Fatal(err)
	}
	defer shards.Close()
	r := &reading{plan: p, shards: shards, jobs: make(chan job, 1), say: newProgress(nil)}
	ctx, stop := context.WithCancelCause(t.Context())
	r.stop = stop
	w, err := shards.Create(p.shardNames()[0])
	if err != nil {
		t.Fatal(err)
	}
	w.Begin()
	r.jobs <- job{&corpus.Document{Path: "a/one.jsonl", Record: 7, Text: "维护网络主权。"}, w}
	close(r.jobs)
	r.work(ctx, &analyse.Analyser{})
	var fault *parallel.PanicError
	if err := context.Cause(ctx); !errors.As(err, &fault) || !strings.Contains(err.Error(), "a/one.jsonl: record 7") {
		t.Errorf("%v", err)
	}
	if err := w.Close(); !errors.As(err, &fault) {
		t.Errorf("the shard was kept: %v", err)
	}
}
