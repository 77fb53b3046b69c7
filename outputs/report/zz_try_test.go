package report
import ("testing";"os";"time")
func TestTry(t *testing.T){ d:=os.Getenv("REPORT_DIR"); if d=="" {t.Skip()}; s:=time.Now(); p,err:=File(d,Options{Lang:os.Getenv("REPORT_LANG"),Period:os.Getenv("REPORT_PERIOD"),Output:os.Getenv("REPORT_OUT")}); if err!=nil{t.Fatal(err)}; i,_:=os.Stat(p); t.Log(p,i.Size(),time.Since(s)) }
