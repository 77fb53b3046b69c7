package outputs

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
)

// records reads all records of a file, with the columns named.
func records(t *testing.T, file []byte, columns ...string) (all []map[string]any) {
	t.Helper()
	err := ReadRecords(bytes.NewReader(file), int64(len(file)), columns, func(row map[string]any) bool {
		all = append(all, row)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func written[T any](t *testing.T, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRecordDates: whatever a column keeps a date as, it comes out as that date, also in a group.
func TestRecordDates(t *testing.T) {
	type times struct {
		Day     int32            `parquet:"day,date"`
		Instant time.Time        `parquet:"instant,timestamp(millisecond)"`
		Local   int64            `parquet:"local,timestamp(microsecond:local)"`
		Spark   deprecated.Int96 `parquet:"spark"`
	}
	type row struct {
		times
		Meta times `parquet:"meta"`
	}
	// 16:30 in Greenwich is half past midnight of the next day in China.
	evening := time.Date(2015, 3, 4, 16, 30, 0, 0, time.UTC)
	nanoseconds := uint64(16*3600+1800) * 1e9
	one := times{16499, evening, evening.UnixMicro(), deprecated.Int96{uint32(nanoseconds), uint32(nanoseconds >> 32), 2440588 + 16498}}
	all := records(t, written(t, []row{{one, one}}), "day", "instant", "local", "spark", "meta")
	for name, want := range map[string]string{"day": "2015-03-05", "instant": "2015-03-05", "local": "2015-03-04", "spark": "2015-03-05"} {
		for _, from := range []map[string]any{all[0], all[0]["meta"].(map[string]any)} {
			if got, ok := from[name].(time.Time); !ok || got.Format(time.DateOnly) != want {
				t.Errorf("%s is %v, want a time on %s", name, from[name], want)
			}
		}
	}
}

func TestRecordDecimals(t *testing.T) {
	type row struct {
		ID    int64 `parquet:"id,decimal(0:18)"`
		Date  int32 `parquet:"date,decimal(2:9)"`
		Price int32 `parquet:"price,decimal(2:9)"`
		Loss  int32 `parquet:"loss,decimal(2:9)"`
	}
	all := records(t, written(t, []row{{123456789012345678, 201503050, 1205, -5}}), "id", "date", "price", "loss")
	if got := fmt.Sprintln(all[0]["id"], all[0]["date"], all[0]["price"], all[0]["loss"]); got != "123456789012345678 2015030.5 12.05 -0.05\n" {
		t.Error(got)
	}
}

// TestRecordColumns: columns that are not asked for are not there, and a missing one is no error.
func TestRecordColumns(t *testing.T) {
	type row struct {
		ID   string `parquet:"id"`
		Text string `parquet:"text"`
	}
	all := records(t, written(t, []row{{"1", "文"}}), "text", "date")
	if len(all) != 1 || len(all[0]) != 1 || all[0]["text"] != "文" {
		t.Errorf("%v", all)
	}
}

// TestRecordsInLZ4: every row comes back, whatever sizes pages have, packed and unpacked.
func TestRecordsInLZ4(t *testing.T) {
	type row struct {
		ID   string `parquet:"id"`
		Text string `parquet:"text"`
	}
	for _, version := range []int{1, 2} {
		for n := 1; n < 40; n++ {
			var rows []row
			for i := range n * n {
				rows = append(rows, row{fmt.Sprint(i), fmt.Sprintf("第%d篇%x", i*i*7919, binary.BigEndian.AppendUint64(nil, uint64(i*104729))) + strings.Repeat("网", i%9)})
			}
			file := written(t, rows, parquet.Compression(&parquet.Lz4Raw), parquet.PageBufferSize(200*n), parquet.DataPageVersion(version))
			all := records(t, file, "id", "text")
			if len(all) != len(rows) {
				t.Fatalf("%d of %d rows", len(all), len(rows))
			}
			for i, r := range rows {
				if all[i]["id"] != r.ID || all[i]["text"] != r.Text {
					t.Fatalf("version %d, %d rows: row %d is %v, want %v", version, len(rows), i, all[i], r)
				}
			}
		}
	}
}

// TestHostilePages: a head that promises too much, or a column that lies elsewhere, is refused.
func TestHostilePages(t *testing.T) {
	type row struct {
		Text string `parquet:"text"`
	}
	file := written(t, []row{{strings.Repeat("网络主权", 500)}}, parquet.Compression(&parquet.Snappy))
	head := bytes.Index(file, []byte{0x15, 0x00, 0x15})
	if head < 0 {
		t.Fatal("no page found")
	}
	// A size of two bytes becomes one of five: three bytes of what follows are lost, which does
	// not matter before the size is read.
	huge := append(bytes.Clone(file[:head+3]), 0xfe, 0xff, 0xff, 0xff, 0x0f)
	huge = append(huge, file[head+8:]...)
	err := ReadRecords(bytes.NewReader(huge), int64(len(huge)), []string{"text"}, func(map[string]any) bool { return true })
	if err == nil || !strings.Contains(err.Error(), "parquet: ") {
		t.Errorf("a page of 2 GB: %v", err)
	}
	encrypted := append([]byte("PARE"), file[4:]...)
	err = ReadRecords(bytes.NewReader(encrypted), int64(len(encrypted)), []string{"text"}, func(map[string]any) bool { return true })
	if err == nil || !strings.Contains(err.Error(), "encrypted") {
		t.Errorf("an encrypted file: %v", err)
	}
}
