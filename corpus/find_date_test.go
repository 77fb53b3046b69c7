package corpus

import "testing"

// TestDateOrder: the first place that has a date decides.
func TestDateOrder(t *testing.T) {
	for _, row := range []struct {
		date  string // of the record, as JSON
		order []string
		want  string
		from  string
		kind  string
	}{
		{`"2011-01-01"`, nil, "2011-01-01", FromField, ""},
		{`2011`, nil, "2011", FromField, ""},
		{``, nil, "2012-02-02", FromFileName, ""},
		{``, []string{FromFolder, FromFileName}, "2013-03", FromFolder, ""},
		{``, []string{FromFirstLines}, "2014-04-04", FromFirstLines, ""},
		{`""`, nil, "", "", KindUndated},
		{`" \u3000"`, nil, "", "", KindUndated},
		{`"2011-01-01"`, []string{FromFileName, FromField}, "2012-02-02", FromFileName, ""},
		{`null`, nil, "", "", KindUndated},
		{`"2015-13-01"`, nil, "", "", KindBadDate},
		// lists and objects, as databases write them
		{`["2015-03-01"]`, nil, "2015-03-01", FromField, ""},
		{`[2015, 3, 5]`, nil, "2015-03-05", FromField, ""},
		{`[2015, 3, 5, 8, 30]`, nil, "2015-03-05", FromField, ""},
		{`{"year": 2015, "month": 3, "day": 5}`, nil, "2015-03-05", FromField, ""},
		{`{"$date": "2015-03-05T16:30:00Z"}`, nil, "2015-03-06", FromField, ""},
		{`{"$date": "2015-03-05T16:30:00.000+0000"}`, nil, "2015-03-06", FromField, ""},
		{`{"$date": 1425520800000}`, nil, "2015-03-05", FromField, ""},
		{`{"$date": {"$numberLong": "1425520800000"}}`, nil, "2015-03-05", FromField, ""},
		{`{"$date": {"$numberLong": "-3600000"}}`, nil, "", "", KindBadDate},
		{`["2015-03-01", "2016-03-01"]`, nil, "", "", KindBadDate},
		{`[2015, 13, 5]`, nil, "", "", KindBadDate},
		{`[]`, nil, "", "", KindBadDate},
		{`{}`, nil, "", "", KindBadDate},
		{`{"start": "2015-03-01"}`, nil, "", "", KindBadDate},
		{`[null]`, nil, "", "", KindBadDate},
		{`true`, nil, "", "", KindBadDate},
		{`""`, []string{FromField}, "", "", KindUndated},
	} {
		field := ""
		if row.date != "" {
			field = `,"date":` + row.date
		}
		root := write(t, map[string]string{"x/2013/03/2012-02-02.jsonl": `{"text":"2014年4月4日\n文"` + field + `}`})
		docs, problems := readInput(t, root, Input{Path: "x", Date: row.order})
		kind := ""
		if len(problems) == 1 {
			kind = problems[0].Kind
		}
		if d := docs[0]; d.Date.String() != row.want || d.DateFrom != row.from || kind != row.kind {
			t.Errorf("%s in order %v: %s from %q, problems %+v; want %s from %q, %q", row.date, row.order, d.Date, d.DateFrom, problems, row.want, row.from, row.kind)
		}
	}
	_, problems := readOne(t, "x.jsonl", `{"text":"文","date":"2015-13-01"}`, Input{})
	if p := problems[0]; p.Reason != `date "2015-13-01": month out of range` || p.Place != "field date" || p.Action != "kept without a date" || p.Record != 1 {
		t.Errorf("%+v", p)
	}
}

// TestArticleNumber: digits alone in a file's name are no date where the folders say another day.
func TestArticleNumber(t *testing.T) {
	for path, want := range map[string]string{
		"x/n/2013/0101/c1001-20070815.txt":   "2013-01-01",
		"x/n/2013/0101/c1001-2007081502.txt": "2013-01-01",
		"x/2013-01/01/20070815.txt":          "2013-01-01",
		"x/2013/0101/c1001-2007-08-15.txt":   "2007-08-15",
		"x/2013/01/20070815.txt":             "2007-08-15", // the folders say no day
		"x/2013/0101/20130101.txt":           "2013-01-01",
	} {
		docs, _ := readInput(t, write(t, map[string]string{path: "文"}), Input{Path: "x"})
		if got := docs[0].Date.String(); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
