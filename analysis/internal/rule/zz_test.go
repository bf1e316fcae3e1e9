package rule
import ("testing";"os";"fmt";"testing/fstest";"sort")
func TestZ(t *testing.T){ s,err:=Load(fstest.MapFS{},os.DirFS("../../models"),nil); if err!=nil{fmt.Println(err)}; if s!=nil { 
 var ms []string; for m:=range s.languages["python"].byModule{ms=append(ms,m)}; sort.Strings(ms)
 for _,m:=range ms { _,err:=s.View("python",[]string{m}); if err!=nil {fmt.Println(m, "::", err)}}
 }}
