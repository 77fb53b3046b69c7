package corpus

import "testing"

func TestDateInName(t *testing.T) {
	for name, want := range map[string]string{
		"立法法(2023-03-13)": "2023-03-13", "20150301": "2015-03-01", "xwlb_20150301_x": "2015-03-01", "2015年3月5日讲话": "2015-03-05",
		"2015.3.5": "2015-03-05", "讲话2015-03": "2015-03", "2015年3月": "2015-03", "宪法修正案（2004年）": "2004", "报告(2015)": "2015",
		"2015年政府工作报告": "2015", "2015": "2015", "2015 报告": "2015", "二〇一五年三月五日讲话": "2015-03-05", "x2015-13-01y2015-12-01": "2015-12-01",
		"xwlb_2012-2021": "", "2012-2021": "", "article_2016": "", "article_184": "", "1234567890": "", "VIDE1425208498528671": "",
		"20151301": "", "第2015号": "", "1-1000": "", "report-2015": "", "1949年以来": "1949", "(1234)": "", "2012至2021": "",
	} {
		if _, _, got := findDateInName(name); got.String() != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestDateInFolders(t *testing.T) {
	for _, row := range []struct {
		folders []string
		want    string
	}{
		{[]string{"2015", "03", "05"}, "2015-03-05"}, {[]string{"a", "2015", "3"}, "2015-03"}, {[]string{"2015年", "3月", "5日"}, "2015-03-05"},
		{[]string{"2015", "a"}, "2015"}, {[]string{"201503"}, "2015-03"}, {[]string{"2015", "20150305"}, "2015-03-05"},
		{[]string{"2015", "2016-04"}, "2016-04"}, {[]string{"2015", "13"}, "2015"}, {[]string{"1-1000"}, ""}, {nil, ""},
	} {
		if got := findDateInFolders(row.folders); got.String() != row.want {
			t.Errorf("%q: %q, want %q", row.folders, got, row.want)
		}
	}
}

func TestDateInText(t *testing.T) {
	long := "本报讯：各国都应当尊重网络主权，反对利用信息技术干涉别国内政，会议提出要加强网络安全能力建设，各国都应当尊重网络主权，反对利用信息技术干涉别国内政，会议提出要加强网络安全能力建设。"
	for text, want := range map[string]string{
		"# 宪法\n\n1982年12月4日 第五届大会第五次会议通过\n\n1988年4月12日 修正": "1982-12-04",
		"——２０１５年３月５日在大会上":                                  "2015-03-05", "（二〇一五年三月五日）": "2015-03-05", "2015-03-05 来源：某报": "2015-03-05",
		"2015年是关键的一年": "", "2015年3月，": "", "题\n" + long + "\n2015年3月5日": "", long + "2015年3月5日": "", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n2015年3月5日": "",
		"2015年13月5日 2016年1月2日": "2016-01-02", "": "",
	} {
		if got := findDateInText(text); got.String() != want {
			t.Errorf("%.40q: %q, want %q", text, got, want)
		}
	}
}

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
		{`""`, nil, "2012-02-02", FromFileName, ""},
		{`""`, []string{FromFolder, FromFileName}, "2013-03", FromFolder, ""},
		{`""`, []string{FromFirstLines}, "2014-04-04", FromFirstLines, ""},
		{`"2011-01-01"`, []string{FromFileName, FromField}, "2012-02-02", FromFileName, ""},
		{`null`, nil, "", "", KindUndated},
		{`"2015-13-01"`, nil, "", "", KindBadDate},
		{`""`, []string{FromField}, "", "", KindUndated},
	} {
		root := write(t, map[string]string{"x/2013/03/2012-02-02.jsonl": `{"text":"2014年4月4日\n文","date":` + row.date + `}`})
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
