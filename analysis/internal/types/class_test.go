package types_test

import "testing"

func TestClasses(t *testing.T) {
	for _, c := range []struct{ name, program string }{
		{"attributes", `
import sqlite3
class Store:
    limit = 10
    def __init__(self, path, name: str):
        self.conn = sqlite3.connect(path)
        self.cur = self.conn.cursor()
        self.name = name
        self.later: sqlite3.Cursor = None
    def open(self):
        a = self.conn  #: sqlite3.Connection
        b = self.cur  #: sqlite3.Cursor
        c = self.name  #: builtins.str
        d = self.later  #: sqlite3.Cursor
        e = self.limit  #: builtins.int
        f = self.missing  #: ?
        g = self.open  #: bound Store.open
s = Store("a", "b")  #: Store
conn = s.conn  #: sqlite3.Connection
row = s.conn.cursor()  #: sqlite3.Cursor
cls = Store  #: class Store
raw = Store.open  #: def Store.open
`},
		{"methods, static, of the class, properties", `
import sqlite3
from functools import cached_property
class Pool:
    def connect(self): return sqlite3.connect("a")
    @staticmethod
    def make(): return sqlite3.connect("a")
    @classmethod
    def build(cls):
        me = cls  #: class Pool
        return cls()
    @property
    def conn(self): return sqlite3.connect("a")
    @conn.setter
    def conn(self, value): pass
    @cached_property
    def cursor(self): return self.conn.cursor()
p = Pool()  #: Pool
a = p.connect()  #: sqlite3.Connection
b = Pool.make()  #: sqlite3.Connection
c = Pool.build()  #: Pool
d = p.conn  #: sqlite3.Connection
e = p.cursor  #: sqlite3.Cursor
`},
		{"inheritance", `
import sqlite3
class Base:
    def __init__(self): self.conn = sqlite3.connect("a")
    def cursor(self): return self.conn.cursor()
class Middle(Base): pass
class Leaf(Middle):
    def cursor(self):
        up = super().cursor  #: bound Base.cursor
        return super().cursor()
    def use(self):
        a = self.conn  #: sqlite3.Connection
        b = self.cursor  #: bound Leaf.cursor
        return b
c = Leaf().conn  #: sqlite3.Connection
d = Middle().cursor()  #: sqlite3.Cursor
e = Leaf().cursor()  #: sqlite3.Cursor
`},
		{"classes that derive from modelled ones", `
import sqlite3, threading
class Mine(sqlite3.Connection):
    def read(self):
        a = self.cursor  #: the sqlite3.Connection.cursor
        b = super().cursor  #: the sqlite3.Connection.cursor
        c = self.cursor()  #: sqlite3.Cursor
d = Mine("a").cursor()  #: sqlite3.Cursor
`},
		{"a class within a class and one made in a function", `
class Outer:
    class Inner: pass
    def m(self):
        a = self.Inner  #: class Inner
        b = self.Inner()  #: Inner
def make():
    class Local: pass
    return Local()
c = make()  #: Local
d = Outer.Inner()  #: Inner
`},
		{"elements of typed collections", `
class User: pass
class Team:
    members: list[User] = []
    def first(self):
        for u in self.members:
            a = u  #: User
        b = self.members[0]  #: User
        c = self.members  #: list of User
        d = self.members.append  #: the builtins.list.append
`},
		{"what a query holds", `
from sqlalchemy.orm import Session, declarative_base
Base = declarative_base()  #: sqlalchemy.orm.Model
class User(Base):
    def hello(self): return "x"
class Order(Base): pass
def f(s: Session):
    q = s.query(User)  #: sqlalchemy.orm.Query of User
    n = q.filter(1)  #: sqlalchemy.orm.Query of User
    u = n.first()  #: User
    o = s.query(Order).filter_by(a=1).first()  #: Order
    h = u.hello()  #: builtins.str
    for each in n:
        e = each  #: User
`},
	} {
		t.Run(c.name, func(t *testing.T) { askAll(t, c.program) })
	}
}

func TestAcrossFiles(t *testing.T) {
	for _, c := range []struct{ name, archive string }{
		{"modules, packages, names", `
import app
import app.db
import app.db as database
import plain
from app import db, util
from app.db import conn, Store
from plain import deep
a = app  #: module app/__init__.py
b = app.db  #: module app/db.py
c = database  #: module app/db.py
d = db.conn  #: sqlite3.Connection
e = conn  #: sqlite3.Connection
f = Store()  #: Store
g = util.helper()  #: sqlite3.Cursor
h = plain  #: package plain
i = plain.deep  #: module plain/deep.py
j = deep.x  #: builtins.int
k = app.nothing  #: ?
-- app/__init__.py --
-- app/db.py --
import sqlite3
conn = sqlite3.connect("a")
class Store: pass
-- app/util.py --
from .db import conn
from . import db
same = db.conn  #: sqlite3.Connection
def helper():
    return conn.cursor()
-- plain/deep.py --
x = 1
`},
		{"re-exports", `
from shop import Store, dial
import shop
a = Store()  #: Store
b = dial("x")  #: sqlite3.Connection
c = shop.Store  #: class Store
-- shop/__init__.py --
from .store import Store
from .store import connect as dial
-- shop/store.py --
from sqlite3 import connect
class Store: pass
`},
		{"imports of everything", `
from a import *
from sqlite3 import *
x = conn  #: sqlite3.Connection
y = Cursor  #: the sqlite3.Cursor
def f():
    z = conn  #: sqlite3.Connection
-- a.py --
from b import *
-- b.py --
import sqlite3
conn = sqlite3.connect("a")
`},
		{"a neighbour shadows the library", `
import sqlite3
a = sqlite3.connect("a")  #: builtins.int
-- sqlite3.py --
def connect(path): return 1
`},
		{"a base class of another file", `
from base import Repository
class Users(Repository):
    def all(self):
        a = self.conn  #: sqlite3.Connection
        b = self.run()  #: sqlite3.Cursor
-- base.py --
import sqlite3
class Repository:
    def __init__(self): self.conn = sqlite3.connect("a")
    def run(self): return self.conn.cursor()
`},
	} {
		t.Run(c.name, func(t *testing.T) { askAll(t, c.archive) })
	}
}

// Export follows re-exports to the variable that is assigned.
func TestExport(t *testing.T) {
	p := link(t, `
from a import conn, gone
-- a.py --
from b import conn
from c import *
-- b.py --
conn = 1
-- c.py --
starred = 1
-- loop.py --
from loop import x
`)
	module := map[string]int{}
	for i, m := range p.Modules {
		module[m.Path] = i
	}
	for _, c := range []struct{ file, name, want string }{
		{"main.py", "conn", "b.py"}, {"a.py", "conn", "b.py"}, {"b.py", "conn", "b.py"},
		{"a.py", "starred", "c.py"}, {"a.py", "gone", ""}, {"main.py", "gone", ""}, {"loop.py", "x", ""},
	} {
		got := ""
		if f, slot := p.Export(p.Modules[module[c.file]], c.name); f != nil {
			got = f.Module.Path
			if f.IR.Slots[slot] != c.name {
				t.Errorf("%s of %s is the slot of %s", c.name, c.file, f.IR.Slots[slot])
			}
		}
		if got != c.want {
			t.Errorf("%s of %s is assigned in %q, want %q", c.name, c.file, got, c.want)
		}
	}
}

func TestHierarchy(t *testing.T) {
	p := link(t, `
class A:
    def run(self): pass
class B(A):
    def run(self): pass
class C(B):
    def run(self): pass
class D(A): pass
class E(D):
    def run(self): pass
`)
	class := p.function(t, "A").Class
	var got []string
	for _, m := range p.Overrides(class, "run") {
		got = append(got, m.Name())
	}
	if want := []string{"B.run", "C.run", "E.run"}; len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("overrides of A.run: got %v, want %v", got, want)
	}
	if leaf := p.Overrides(p.function(t, "E").Class, "run"); leaf != nil {
		t.Errorf("overrides below a class without subclasses: %v", leaf)
	}
	if m := p.Method(p.function(t, "D").Class, "run"); m == nil || m.Name() != "A.run" {
		t.Errorf("D runs %v", m)
	}
}
