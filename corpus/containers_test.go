package corpus

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

// texts are the texts and the kinds of problems (but for missing dates) of one file.
func texts(t *testing.T, name, in string) (all, kinds []string) {
	docs, problems := readOne(t, name, in, Input{})
	for _, d := range docs {
		all = append(all, d.Text)
	}
	for _, p := range problems {
		if p.Kind != KindUndated {
			kinds = append(kinds, p.Kind+": "+p.Reason)
		}
	}
	return all, kinds
}

// TestDamagedEnds: what was read before the damage is kept, and the damage said.
func TestDamagedEnds(t *testing.T) {
	lines := `{"text":"甲"}` + "\n" + `{"text":"乙"}` + "\n"
	z := fixture.Gzip(lines)
	skippable := "\x5a\x2a\x4d\x18\x04\x00\x00\x00abcd"
	for _, row := range []struct {
		why, name, in string
		want          []string
		says          string
	}{
		{"whole", "a.jsonl.gz", z, []string{"甲", "乙"}, ""},
		{"no size", "a.jsonl.gz", z[:len(z)-4], []string{"甲", "乙"}, "missing"},
		{"no trailer", "a.jsonl.gz", z[:len(z)-8], []string{"甲", "乙"}, "missing"},
		{"cut in the text", "a.jsonl.gz", z[:len(z)-14], nil, "ends too early"},
		{"padding", "a.jsonl.gz", z + strings.Repeat("\x00", 1000), []string{"甲", "乙"}, ""},
		{"two members", "a.jsonl.gz", z + z, []string{"甲", "乙", "甲", "乙"}, ""},
		{"padding between", "a.jsonl.gz", z + "\x00\x00" + z, []string{"甲", "乙", "甲", "乙"}, ""},
		{"the second one cut", "a.jsonl.gz", z + z[:len(z)-4], []string{"甲", "乙", "甲", "乙"}, "missing"},
		{"something behind", "a.jsonl.gz", z + "more", []string{"甲", "乙"}, "something else follows"},
		{"a frame to skip", "a.jsonl.zst", skippable + fixture.Zstd(lines), []string{"甲", "乙"}, ""},
		{"frames to skip between", "a.jsonl.zst", fixture.Zstd(lines) + skippable + fixture.Zstd(lines), []string{"甲", "乙", "甲", "乙"}, ""},
	} {
		got, kinds := texts(t, row.name, row.in)
		for _, text := range got {
			if row.want != nil && !slices.Contains(row.want, text) {
				t.Errorf("%s: %q was never written", row.why, text)
			}
		}
		if row.want != nil && !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", row.why, got, row.want)
		}
		if said := strings.Join(kinds, "; "); (row.says == "") != (said == "") || !strings.Contains(said, row.says) {
			t.Errorf("%s: problems %q, want one that says %q", row.why, said, row.says)
		}
	}
}

// TestOldAndHiddenArchives: a tar without a mark and a zip behind a program are archives.
func TestOldAndHiddenArchives(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range []string{"a.txt", "b.txt"} {
		if err := w.WriteHeader(&tar.Header{Name: name, Size: 3, Mode: 0o644, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("文")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, kinds := texts(t, "a.tar", withoutMark(b.Bytes())); len(got) != 2 || len(kinds) != 0 {
		t.Errorf("an old tar: %q, %q", got, kinds)
	}
	z := fixture.Zip("a.txt", "文", "b.txt", "文")
	for _, stub := range []string{"MZ\x90\x00" + strings.Repeat("stub", 500), "#!/bin/sh\nexit\n", "\x7fELF" + strings.Repeat("\x00", 300)} {
		if got, kinds := texts(t, "a.exe", stub+z); len(got) != 2 || len(kinds) != 0 {
			t.Errorf("a zip behind %.4q: %q, %q", stub, got, kinds)
		}
	}
	if _, kinds := texts(t, "a.exe", "MZ\x90\x00"+strings.Repeat("\x00stub", 500)); len(kinds) != 1 {
		t.Errorf("a program: %q", kinds)
	}
}

// withoutMark makes a tar of the oldest form: no mark, and the checksum of what is then there.
func withoutMark(all []byte) string {
	for at := 0; at+512 <= len(all); at += 512 {
		head := all[at : at+512]
		if string(head[257:262]) != "ustar" {
			continue
		}
		clear(head[257:])
		copy(head[148:156], "        ")
		sum := 0
		for _, c := range head {
			sum += int(c)
		}
		copy(head[148:156], []byte{'0' + byte(sum>>15&7), '0' + byte(sum>>12&7), '0' + byte(sum>>9&7), '0' + byte(sum>>6&7),
			'0' + byte(sum>>3&7), '0' + byte(sum&7), 0, ' '})
	}
	return string(all)
}

// TestNamesOfOneArchive: the names of an archive are in one encoding, and what one of them shows
// holds for all.
func TestNamesOfOneArchive(t *testing.T) {
	names := []string{"学习", "东湖日报", "一线", "a"}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: fixture.Encode(t, "gbk", name) + "/a.txt", NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte("文")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for _, name := range names {
		pairs = append(pairs, fixture.Encode(t, "gbk", name)+"/a.txt", "文")
	}
	onDisk := map[string]string{}
	for _, name := range names {
		onDisk["x/"+fixture.Encode(t, "gbk", name)+"/a.txt"] = "文"
	}
	for why, files := range map[string]map[string]string{
		"zip": {"x/all.zip": b.String()}, "tar": {"x/all.tar": fixture.Tar(pairs...)}, "disk": onDisk,
	} {
		docs, _ := readInput(t, write(t, files), Input{Path: "x", Source: SourceRule{Folder: -1}})
		var got []string
		for _, d := range docs {
			got = append(got, d.Source)
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(names))
		if !slices.Equal(got, want) {
			t.Errorf("%s: sources %q, want %q", why, got, want)
		}
	}
	// Names that are UTF-8 stay, where nothing beside them is something else.
	docs, _ := readInput(t, write(t, map[string]string{"x/ѧϰ/a.txt": "文"}), Input{Path: "x"})
	if docs[0].Source != "ѧϰ" {
		t.Errorf("%q", docs[0].Source)
	}
}

// TestDesktopFiles: what systems keep beside files is passed over, in any case of letters.
func TestDesktopFiles(t *testing.T) {
	docs, problems := readInput(t, write(t, map[string]string{
		"x/a/2015-03-05.txt": "文", "x/a/Desktop.ini": "网络主权", "x/a/DESKTOP.INI": "网", "x/a/Thumbs.DB": "网", "x/$RECYCLE.BIN/S-1/$R1.txt": "网",
		"x/System Volume Information/a.txt": "网", "x/a/@eaDir/b.txt": "网", "x/__MACOSX/a.txt": "网", "x/a/~$b.txt": "网",
	}), Input{Path: "x"})
	if len(docs) != 1 || len(problems) != 0 {
		t.Errorf("%d documents, problems %v", len(docs), problems)
	}
}
