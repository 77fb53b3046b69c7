package corpus

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tifa/corpus/internal/fixture"
	"tifa/corpus/problem"
)

func paths(files []File) string {
	var list []string
	for _, f := range files {
		list = append(list, f.Path)
	}
	return strings.Join(list, " ")
}

func TestExpand(t *testing.T) {
	root := write(t, map[string]string{
		"conf/a/1.txt": "x", "conf/a/b/2.md": "x", "conf/a/b/.hidden": "x", "conf/a/.git/3.txt": "x", "conf/a/p.PNG": "x", "conf/a/~$d.docx": "x",
		"conf/a/.DS_Store": "x", "conf/tifa.yaml": "x", "conf/c[1].txt": "x", "other/4.txt": "x", "conf/c.txt": "x",
	})
	conf := filepath.Join(root, "conf")
	for _, row := range []struct{ inputs, want string }{
		{"a", "a/1.txt a/b/2.md"},
		{".", "a/1.txt a/b/2.md c.txt c[1].txt"},
		{"a/*.txt", "a/1.txt"},
		{"a/**/*.{md,txt}", "a/1.txt a/b/2.md"},
		{"**/2.md a", "a/1.txt a/b/2.md"},
		{"c[1].txt", "c[1].txt"},
		{"c*.txt", "c.txt c[1].txt"},
		{"tifa.yaml", "tifa.yaml"},
		{"a/b/.hidden", "a/b/.hidden"},
		{"../other", "../other/4.txt"},
		{filepath.Join(root, "other"), "other/4.txt"},
		{filepath.Join(conf, "a"), "a/1.txt a/b/2.md"},
		{"./a/ a/1.txt", "a/1.txt a/b/2.md"},
	} {
		var inputs []Input
		for _, p := range strings.Fields(row.inputs) {
			inputs = append(inputs, Input{Path: p})
		}
		files, problems, err := Expand(conf, inputs)
		if err != nil || len(problems) > 0 || paths(files) != row.want {
			t.Errorf("%s: %s, %v, %v; want %s", row.inputs, paths(files), problems, err, row.want)
		}
	}
	for path, want := range map[string]string{
		"none": "inputs: entry 1: path \"none\": no such file or folder", "no*.txt": "no file matches", "none/*": "no folder",
		"": "path is empty", "a/[": "not a valid glob",
	} {
		if _, _, err := Expand(conf, []Input{{Path: path}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %q", path, err, want)
		}
	}
}

// TestFirstInputWins: a file belongs to the first input that names it, with its rules.
func TestFirstInputWins(t *testing.T) {
	root := write(t, map[string]string{"a/x.txt": "文", "a/y.txt": "文"})
	files, _, err := Expand(root, []Input{{Path: "a/x.txt", Source: SourceRule{Name: "one"}}, {Path: "a", Source: SourceRule{Name: "two"}}})
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	for i, want := range []string{"one", "two"} {
		files[i].Read(t.Context(), nil, func(item Item) bool {
			if item.Document != nil && item.Document.Source != want {
				t.Errorf("%s has source %s, want %s", files[i].Path, item.Document.Source, want)
			}
			return true
		})
	}
}

func TestLinks(t *testing.T) {
	root := write(t, map[string]string{"in/a.txt": "文", "out/secret.txt": "密", "out/sub/b.txt": "密"})
	for name, target := range map[string]string{
		"in/inside.txt": "a.txt", "in/outside.txt": "../out/secret.txt", "in/absolute.txt": filepath.Join(root, "out", "secret.txt"),
		"in/folder": "../out/sub", "in/nowhere.txt": "gone", "named.txt": "out/secret.txt",
	} {
		if err := os.Symlink(target, filepath.Join(root, filepath.FromSlash(name))); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	files, problems, err := Expand(root, []Input{{Path: "in"}})
	if err != nil || paths(files) != "in/a.txt" {
		t.Errorf("%s, %v: a link within the folder names a file that is read already, others lead out", paths(files), err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Path+": "+p.Kind)
		if strings.Contains(p.Reason, root) {
			t.Errorf("%q shows an absolute path", p.Reason)
		}
	}
	if want := "in/absolute.txt: refused in/folder: refused in/nowhere.txt: unreadable in/outside.txt: refused"; strings.Join(got, " ") != want {
		t.Errorf("problems %q, want %q", strings.Join(got, " "), want)
	}
	if files, _, err := Expand(root, []Input{{Path: "named.txt"}}); err != nil || paths(files) != "named.txt" {
		t.Errorf("a link that the analyst names is followed: %s, %v", paths(files), err)
	}
}

func TestOpen(t *testing.T) {
	root := write(t, map[string]string{"a.txt.gz": fixture.Gzip("文")})
	files, _, err := Expand(root, []Input{{Path: "."}})
	if err != nil {
		t.Fatal(err)
	}
	in, err := files[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	head := make([]byte, 2)
	if in.Read(head); string(head) != "\x1f\x8b" || files[0].Size != int64(len(fixture.Gzip("文"))) {
		t.Errorf("Open gives %q, want the bytes on disk", head)
	}
}

// TestNamesInGBK: names on disk and in archives made on Chinese systems are decoded, for they
// become IDs and sources.
func TestNamesInGBK(t *testing.T) {
	name := fixture.Encode(t, "gbk", "解放军报")
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, name), 0o755); err != nil {
		t.Skip("no such names here: ", err)
	}
	if err := os.WriteFile(filepath.Join(root, name, "a.zip"), []byte(fixture.Zip(name+"/"+name+".txt", "文")), 0o644); err != nil {
		t.Fatal(err)
	}
	docs, _ := readInput(t, root, Input{Path: "."})
	if len(docs) != 1 || docs[0].ID != "解放军报/a.zip!解放军报/解放军报.txt" || docs[0].Source != "解放军报" || docs[0].Title != "解放军报" {
		t.Errorf("%+v", docs)
	}
}

// TestUnreadable says the same of a folder, a file and a link, whoever tried to open it, and names
// no folder of the machine.
func TestUnreadable(t *testing.T) {
	for _, err := range []error{
		&fs.PathError{Op: "openat", Path: "/home/x/a.txt", Err: syscall.EACCES}, fmt.Errorf("a: %w", &fs.PathError{Op: "lstat", Err: syscall.EACCES}),
	} {
		if got, want := Unreadable("a.txt", err), (Problem{Path: "a.txt", Kind: KindUnreadable, Reason: advice(syscall.EACCES), Action: problem.LeftOut, Transient: true}); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}
