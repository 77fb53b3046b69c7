package date

import (
	"strings"
	"testing"
)

func TestParseDate(t *testing.T) {
	for _, row := range []struct {
		in   string
		want Date
	}{
		{"2015-03-05", Date{2015, 3, 5}},
		{"2015/3/5", Date{2015, 3, 5}},
		{"2015.3.5", Date{2015, 3, 5}},
		{"20150305", Date{2015, 3, 5}},
		{" 2015年3月5日 ", Date{2015, 3, 5}},
		{"2015 年 3 月 5 日", Date{2015, 3, 5}},
		{"２０１５年３月５日", Date{2015, 3, 5}},
		{"2015年3月5号", Date{2015, 3, 5}},
		{"二〇一五年三月五日", Date{2015, 3, 5}},
		{"二○一五年十二月二十一日", Date{2015, 12, 21}},
		{"二零一五年十月十日", Date{2015, 10, 10}},
		{"二〇二〇年一月三十日", Date{2020, 1, 30}},
		{"二〇一五年三月", Date{2015, 3, 0}},
		{"2015-03", Date{2015, 3, 0}},
		{"2015/3", Date{2015, 3, 0}},
		{"2015年3月", Date{2015, 3, 0}},
		{"2015", Date{2015, 0, 0}},
		{"2015年", Date{2015, 0, 0}},
		{"2015-03-01 19:12:00", Date{2015, 3, 1}},
		{"2015-03-01T19:12:00Z", Date{2015, 3, 1}},
		{"2015-03-01T23:59:59-11:00", Date{2015, 3, 1}},
		{"2015-03-01T00:00:00.123+08:00", Date{2015, 3, 1}},
		{"2015年03月01日 19:12", Date{2015, 3, 1}},
		{"2015年03月01日19:12", Date{2015, 3, 1}},
		{"2015/03/01 19:12", Date{2015, 3, 1}},
		{"1425208320", Date{2015, 3, 1}},
		{"1425208320000", Date{2015, 3, 1}},
		{"1425139200", Date{2015, 3, 1}}, // midnight in Peking, still February in Greenwich
		{"2016-02-29", Date{2016, 2, 29}},
		// with the day of the week, the part of the day, a zone
		{"2015年3月5日 星期四 08:30", Date{2015, 3, 5}},
		{"2015年3月5日（星期四）", Date{2015, 3, 5}},
		{"2015年3月5日(四) 21时40分", Date{2015, 3, 5}},
		{"2015年3月5日　周四　下午3:00", Date{2015, 3, 5}},
		{"2015年3月5日晚8:00", Date{2015, 3, 5}},
		{"2015年3月5日凌晨", Date{2015, 3, 5}},
		{"2015年3月5日 晚上8点", Date{2015, 3, 5}},
		{"星期四 2015年03月05日10:05", Date{2015, 3, 5}},
		{"礼拜四 2015年3月5日", Date{2015, 3, 5}},
		{"2015/3/5 上午 08:30:00", Date{2015, 3, 5}},
		{"2015/3/5 8:30:00 AM", Date{2015, 3, 5}},
		{"2015-03-05 08:30:00 CST", Date{2015, 3, 5}},
		{"2015-03-05 08:30:00 +0800 CST", Date{2015, 3, 5}},
		{"2015-03-05 08:30（北京时间）", Date{2015, 3, 5}},
		{"2015-03-05 Thu", Date{2015, 3, 5}},
		{"发布时间：2015-03-05 08:30", Date{2015, 3, 5}},
		// digits, decimals, instants
		{"20150305T083000", Date{2015, 3, 5}},
		{"20150305T083000Z", Date{2015, 3, 5}},
		{"20150305T083000+0800", Date{2015, 3, 5}},
		{"20150305 08:30", Date{2015, 3, 5}},
		{"20150305083000123", Date{2015, 3, 5}},
		{"20150305.0", Date{2015, 3, 5}},
		{"2.0150305e+07", Date{2015, 3, 5}},
		{"1425515400.0", Date{2015, 3, 5}},
		{"1425515400.25", Date{2015, 3, 5}},
		{"1.4255154e9", Date{2015, 3, 5}},
		{"1425515400000.0", Date{2015, 3, 5}},
		{"1425515400000000", Date{2015, 3, 5}},
		{"1425515400000000000", Date{2015, 3, 5}},
		// the calendar of Taiwan
		{"民國104年3月5日", Date{2015, 3, 5}},
		{"民国一〇四年三月五日", Date{2015, 3, 5}},
		{"中華民國一百零四年三月五日", Date{2015, 3, 5}},
		{"中華民國104年3月", Date{2015, 3, 0}},
		{"民國九十八年", Date{2009, 0, 0}},
		{"民國元年一月一日", Date{1912, 1, 1}},
		// English
		{"Thu Mar 05 08:30:00 +0800 2015", Date{2015, 3, 5}},
		{"Thu, 05 Mar 2015 08:30:00 GMT", Date{2015, 3, 5}},
		{"Thu Mar  5 08:30:00 CST 2015", Date{2015, 3, 5}},
		{"March 5, 2015", Date{2015, 3, 5}},
		{"Mar. 5, 2015 8:30 a.m.", Date{2015, 3, 5}},
		{"5 March 2015", Date{2015, 3, 5}},
		{"5th May 2015", Date{2015, 5, 5}},
		{"05-Mar-2015", Date{2015, 3, 5}},
		{"2015-Mar-05", Date{2015, 3, 5}},
		{"Thursday, Sept 3, 2015", Date{2015, 9, 3}},
	} {
		got, err := Parse(row.in)
		if err != nil || got != row.want {
			t.Errorf("Parse(%q) = %v, %v; want %v", row.in, got, err, row.want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"2015-13-01", `date "2015-13-01": month out of range`},
		{"2015-00-01", "month out of range"},
		{"2015-02-30", "day out of range"},
		{"2015-02-29", "day out of range"},
		{"2015-03-00", "day out of range"},
		{"2015年2月30日", "day out of range"},
		{"20150230", "day out of range"},
		{"20151301", "month out of range"},
		{"1899-12-31", "year out of range"},
		{"2101-01-01", "year out of range"},
		{"0000", "year out of range"},
		{"9999", "year out of range"},
		{"", "is empty"},
		{"   ", "is empty"},
		{"null", "no form of a date"},
		{"yesterday", "no form of a date"},
		{"201503", "no form of a date"},
		{"15-03-05", "no form of a date"},
		{"05/03/2015", "no form of a date"},
		{"2015-03/05", "no form of a date"},
		{"2015年3", "no form of a date"},
		{"2015年3月5", "no form of a date"},
		{"2015-03-05-01", "no form of a date"},
		{"2015-03-05 first", "no form of a date"},
		{"十五年三月", "no form of a date"},
		{"-2015", "no form of a date"},
		{"星期四", "no form of a date"},
		{"上午8:30", "no form of a date"},
		{"昨天 08:30", "no form of a date"},
		{"104年3月5日", "no form of a date"},
		{"民國", "no form of a date"},
		{"民國104年13月5日", "month out of range"},
		{"Mar 2015", "no form of a date"},
		{"Mar 32, 2015", "day out of range"},
		{"Foo 5, 2015", "no form of a date"},
		{"20150305.5", "no form of a date"},
		{"2015.30", "month out of range"},
		{"3.14", "no form of a date"},
		{"1425", "year out of range"},
		{"12345678901", "no form of a date"},
		{"2015-03-05 至 2015-03-07", "no form of a date"},
		{"2015年3月5日至7日", "no form of a date"},
		{"03/05/2015", "no form of a date"},
	} {
		got, err := Parse(row.in)
		if err == nil || !strings.Contains(err.Error(), row.want) || got != (Date{}) {
			t.Errorf("Parse(%q) = %v, %v; want an error with %q", row.in, got, err, row.want)
		}
	}
}

func TestDateString(t *testing.T) {
	for in, want := range map[Date]string{{}: "", {2015, 0, 0}: "2015", {2015, 3, 0}: "2015-03", {2015, 3, 5}: "2015-03-05"} {
		if got := in.String(); got != want {
			t.Errorf("%#v is written %q, want %q", in, got, want)
		}
		if p := in.Precision(); ParsePrecision(p.String()) != p {
			t.Errorf("precision %v does not come back from its name", p)
		}
	}
}
