package rule
import ("testing";"os";"fmt";"testing/fstest")
func TestZ(t *testing.T){ s,err:=Load(fstest.MapFS{},os.DirFS("../../models"),nil); if err!=nil{fmt.Println(err)}; if s!=nil { v,err:=s.View("python",nil); fmt.Println(err); if v!=nil { fmt.Println(v.Lookup("builtins.str.join"), v.Naming("userPassword"), v.Naming("password_hash"))}}}
