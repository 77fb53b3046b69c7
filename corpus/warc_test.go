package corpus

import (
	"fmt"
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
)

// warcRecord is a record as crawlers write it.
func warcRecord(kind, url, body string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <%s>\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"+
		"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, url, len(body), body)
}

func answer(head, body string) string { return "HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n" + body }

func warcOf(t *testing.T) []string {
	page := "<html><head><title>题</title></head><body><p>" + para1 + "</p><p>" + para2 + "</p></body></html>"
	half := len(page) / 2
	chunks := fmt.Sprintf("%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", half, page[:half], len(page)-half, page[half:])
	const html = "Content-Type: text/html"
	return []string{
		warcRecord("warcinfo", "", "software: x"),
		warcRecord("request", "http://a.cn/", "GET / HTTP/1.1\r\n\r\n"),
		warcRecord("response", "http://a.cn/2015/03/05/c_1.htm", answer(html, page)),
		warcRecord("response", "http://a.cn/b", answer(html+"\r\nTransfer-Encoding: chunked", chunks)),
		warcRecord("response", "http://a.cn/c", answer(html+"\r\nContent-Encoding: gzip", fixture.Gzip(page))),
		warcRecord("response", "http://a.cn/d", answer(html+"; charset=gbk", fixture.Encode(t, "gbk", page))),
		warcRecord("response", "http://a.cn/e.txt", answer("Content-Type: text/plain", "网络安全。")),
		warcRecord("response", "http://a.cn/f", answer(html+"\r\nContent-Encoding: br", "\x0b")),
		warcRecord("response", "http://a.cn/g", answer("Content-Type: image/png", "\x89PNG")),
		warcRecord("response", "http://a.cn/h", "HTTP/1.1 404 Not Found\r\n"+html+"\r\n\r\n<html>"),
		strings.Replace(warcRecord("resource", "metadata://gnu.org/software/wget/warc/wget.log", "log"), "application/http", "text/plain", 1),
		warcRecord("revisit", "http://a.cn/", ""),
	}
}

// TestWARC: the bodies of all forms give the same text, the date of the crawl is nobody's, and what
// is passed over is said.
func TestWARC(t *testing.T) {
	records := warcOf(t)
	packed := ""
	for _, r := range records {
		packed += fixture.Gzip(r)
	}
	for name, file := range map[string]string{"20240102.warc": strings.Join(records, ""), "20240102.warc.gz": packed} {
		docs, problems := readOne(t, name, file, Input{})
		if len(docs) != 5 {
			t.Fatalf("%s: %d documents, %+v", name, len(docs), problems)
		}
		for i, d := range docs {
			if i < 4 && d.Text != strings.TrimLeft(para1, "　")+"\n\n"+strings.TrimLeft(para2, "　") {
				t.Errorf("%s %s: %q", name, d.ID, d.Text)
			}
			if i > 0 && d.DateFrom != "" || !strings.HasPrefix(d.URL, "http://a.cn/") {
				t.Errorf("%s %s: %v from %q, %s", name, d.ID, d.Date, d.DateFrom, d.URL)
			}
		}
		if docs[0].Date.String() != "2015-03-05" || docs[0].DateFrom != FromFolder || docs[4].Text != "网络安全。" {
			t.Errorf("%s: %+v %+v", name, docs[0], docs[4])
		}
		said := fmt.Sprint(problems)
		for _, want := range []string{`packed as "br"`, "1 revisits", "1 answers other than 200", "1 images"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: no %q in %s", name, want, said)
			}
		}
	}
}

// TestWARCCutOff: a file that ends in a record is a problem, and the records before it are read.
func TestWARCCutOff(t *testing.T) {
	whole := warcOf(t)[2] + warcOf(t)[3]
	for cut := len(whole) - 6; cut > len(whole)-300; cut -= 7 {
		docs, problems := readOne(t, "x.warc", whole[:cut], Input{})
		if len(docs) != 1 || !strings.Contains(fmt.Sprint(problems), "damaged") {
			t.Errorf("%d: %d documents, %+v", cut, len(docs), problems)
		}
	}
	docs, problems := readOne(t, "x.warc", "WARC/1.0\r\nContent-Length: -1\r\n\r\n", Input{})
	if len(docs) != 0 || len(problems) != 1 || problems[0].Kind != KindDamaged {
		t.Errorf("%+v %+v", docs, problems)
	}
}
