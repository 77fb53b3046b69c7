package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"tifa": main}) }

// The scripts are what a user types, and what comes back.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits}})
}

// exits is a command of scripts: exits CODE PROGRAM [ARG ...] runs a program and fails unless it
// ends with that exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG ...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want, err := strconv.Atoi(args[0]); err != nil || code != want {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	texts := map[string]string{
		"good/org/2015-03-05.txt": "网络主权不容侵犯。",
		"undated/org/a.txt":       "没有日期的文章。",
		"unknown.yaml":            "inputs: [{path: good}]\nperiod: [year]\n",
		"badperiod.yaml":          "inputs: [{path: good}]\nperiods: [decade]\n",
		"nolexicon.yaml":          "inputs: [{path: good}]\nlexicons: [missing.yaml]\n",
		"badpattern.yaml":         "inputs: [{path: good}]\nlexicons: [badlexicon.yaml]\n",
		"badlexicon.yaml":         "title: x\nconcepts:\n  - {id: a, theme: t, zh: 甲, phrases: ['(甲|乙']}\n",
		"badboilerplate.yaml":     "inputs: [{path: good, boilerplate: ['(']}]\n",
		"empty/.keep":             "",
	}
	for name, text := range texts {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, row := range []struct {
		args string
		code int
		says string // part of what is printed on standard error
	}{
		{"run good", exitDone, ""},
		{"run undated", exitProblems, ""},
		{"version", exitDone, ""},
		{"--help", exitDone, ""},
		{"run", exitUsage, "nothing to read"},
		{"run good -c unknown.yaml", exitUsage, "either paths or -c"},
		{"run nowhere", exitUsage, "nowhere"},
		{"run empty", exitUsage, "empty"},
		{"run --workers many good", exitUsage, "--help"},
		{"run --workers -3 good", exitUsage, "number of workers"},
		{"kwic outputs/runs/latest cybersovereignty -n -5", exitUsage, "number of lines"},
		{"run --log xml good", exitUsage, "text or json"},
		{"run --engine jieba good", exitUsage, "kernel"},
		{"run --name ../x good", exitUsage, "plain name"},
		{"run --name latest good", exitUsage, "plain name"},
		{"run -c missing.yaml", exitUsage, "tifa init"},
		{"run -c unknown.yaml", exitUsage, "period"},
		{"run -c badperiod.yaml", exitUsage, "decade"},
		{"run -c nolexicon.yaml", exitUsage, "missing.yaml"},
		{"run -c badpattern.yaml", exitUsage, "badlexicon.yaml:3"},
		{"run -c badboilerplate.yaml", exitUsage, "boilerplate"},
		{"kwic outputs/runs/latest cybersoverein", exitUsage, "did you mean cybersovereignty?"},
		{"kwic outputs/runs/latest cybersovereignty --source nobody", exitUsage, "org"},
		{"kwic outputs/runs/latest cybersovereignty --period 2015-13", exitUsage, "2015-Q1"},
		{"kwic outputs/runs/none cybersovereignty", exitUsage, "result folder"},
		{"kwic outputs/runs/latest cybersovereignty", exitDone, ""},
		{"verify outputs/runs/latest --texts", exitDone, ""},
		{"verify good", exitUsage, "result folder"},
		{"export outputs/runs/latest --format docx", exitUsage, "xlsx"},
		{"init study", exitDone, ""},
		{"init study", exitUsage, "already exists"},
		{"lexicon check study/lexicon.yaml", exitDone, ""},
		{"lexicon check badlexicon.yaml", exitUsage, "badlexicon.yaml:3"},
		{"nonsense", exitUsage, "nonsense"},
	} {
		var out, errs bytes.Buffer
		code := run(context.Background(), strings.Fields(row.args), strings.NewReader(""), &out, &errs)
		if code != row.code || !strings.Contains(errs.String(), row.says) {
			t.Errorf("tifa %s: exit %d, want %d saying %q; it said:\n%s", row.args, code, row.code, row.says, errs.String())
		}
	}
}

func TestStoppedRunLeavesTheLastResults(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("2015-03-05.txt", []byte("网络主权。"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := run(context.Background(), []string{"run", "2015-03-05.txt", "-q"}, nil, &out, &out); code != exitDone {
		t.Fatal(out.String())
	}
	before, err := filepath.EvalSymlinks("outputs/runs/latest")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if code := run(ctx, []string{"run", "2015-03-05.txt"}, nil, &out, &out); code != exitFailed || !strings.Contains(out.String(), "last results are unchanged") {
		t.Errorf("exit %d: %s", code, out.String())
	}
	if after, err := filepath.EvalSymlinks("outputs/runs/latest"); err != nil || after != before {
		t.Errorf("latest is %s, %v; it was %s", after, err, before)
	}
	left, _ := filepath.Glob("outputs/runs/.*[0-9]*")
	if len(left) > 0 {
		t.Errorf("a stopped run left %v", left)
	}
}

// A run that waits for texts on standard input stops when it is told to.
func TestRunOverAnIdlePipeStops(t *testing.T) {
	t.Chdir(t.TempDir())
	idle, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	ctx, stop := context.WithCancel(context.Background())
	var out bytes.Buffer
	code := make(chan int)
	go func() { code <- run(ctx, []string{"run", "-"}, idle, &out, &out) }()
	stop()
	if got := <-code; got != exitFailed {
		t.Errorf("exit %d: %s", got, out.String())
	}
}

// A full disk is met by every table at once, and said once.
func TestFullDiskIsSaidOnce(t *testing.T) {
	other, a := errors.New("other"), fmt.Errorf("table a: %w", syscall.ENOSPC)
	full := errors.Join(other, errors.Join(a, fmt.Errorf("table b: %w", syscall.ENOSPC)))
	if got := firstIfFull(full); got.Error() != a.Error() {
		t.Errorf("%q, want %q", got, a)
	}
	if joined := errors.Join(other, other); firstIfFull(joined).Error() != joined.Error() {
		t.Error("other errors are left out")
	}
}

// faultyReader stands for a fault of the program.
type faultyReader struct{}

func (faultyReader) Read([]byte) (int, error) { panic("index out of range") }

// A fault of the program is no wrong usage: it ends with 1, in a goroutine too, and asks for a
// report.
func TestPanicIsReported(t *testing.T) {
	for _, args := range [][]string{{"run", "-", "-o", t.TempDir()}, {"segment", "-"}} {
		var stderr strings.Builder
		code := run(t.Context(), args, faultyReader{}, io.Discard, &stderr)
		if code != exitFailed || !strings.Contains(stderr.String(), "please report it") {
			t.Errorf("%v: exit code %d, %q", args, code, stderr.String())
		}
	}
}
