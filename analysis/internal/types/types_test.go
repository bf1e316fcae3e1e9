package types_test

import (
	"testing"
)

// Each program says behind "#:" what its assignments denote.
func TestReg(t *testing.T) {
	for _, c := range []struct{ name, program string }{
		{"literals", `
a = "text"  #: builtins.str
b = f"{a}"  #: builtins.str
c = b"x"  #: builtins.bytes
d = 1  #: builtins.int
e = 1.5  #: builtins.float
f = True  #: builtins.bool
g = [1]  #: builtins.list
h = (1, 2)  #: builtins.tuple
i = {1}  #: builtins.set
j = {1: 2}  #: builtins.dict
k = None  #: ?
l = a + "b"  #: builtins.str
m = a % b  #: builtins.str
`},
		{"constructors and what they give", `
import sqlite3
conn = sqlite3.connect("shop.db")  #: sqlite3.Connection
cur = conn.cursor()  #: sqlite3.Cursor
run = cur.execute  #: the dbapi.Cursor.execute
chained = sqlite3.connect("a").cursor()  #: sqlite3.Cursor
alias = conn  #: sqlite3.Connection
module = sqlite3  #: the sqlite3
foreign = sqlite3.what_is_this  #: foreign
`},
		{"imports", `
import os.path
import sqlite3 as db
from sqlite3 import connect as dial
from sqlite3 import Connection
from nowhere import thing
import nowhere.more
a = os.path.join  #: the os.path.join
b = db.connect("x")  #: sqlite3.Connection
c = dial("x")  #: sqlite3.Connection
d = Connection  #: the sqlite3.Connection
e = thing  #: foreign
f = thing.part("x")  #: foreign
g = nowhere.more.stuff  #: foreign
h = undefined  #: ?
`},
		{"with and await", `
import sqlite3
async def f():
    with sqlite3.connect("a") as conn:
        inner = conn  #: sqlite3.Connection
    awaited = await g()  #: sqlite3.Cursor
    return awaited  #: sqlite3.Cursor
async def g():
    return sqlite3.connect("a").cursor()
class Pool:
    def __enter__(self):
        return sqlite3.connect("a")
def h():
    with Pool() as conn:
        pooled = conn  #: sqlite3.Connection
    with open("x") as handle:
        text = handle  #: builtins.TextIO
`},
		{"functions", `
import sqlite3
def connect():
    return sqlite3.connect("a")
def nothing():
    pass
def maybe(x):
    if x:
        return None
    return sqlite3.connect("a")
def told() -> "sqlite3.Cursor":
    return x
def rows():
    yield sqlite3.connect("a")
a = connect  #: def connect
b = connect()  #: sqlite3.Connection
c = nothing()  #: ?
d = maybe(1)  #: sqlite3.Connection
e = told()  #: sqlite3.Cursor
f = (lambda: sqlite3.connect("a"))()  #: sqlite3.Connection
`},
		{"the first assignment that says something speaks", `
import sqlite3
def f(flag):
    x = None
    if flag:
        x = sqlite3.connect("a")
    y = x  #: sqlite3.Connection
`},
		{"a nested function sees its enclosing ones, a method not its class", `
import sqlite3
def outer():
    conn = sqlite3.connect("a")
    def inner():
        a = conn  #: sqlite3.Connection
        return a
    return inner
class C:
    conn = sqlite3.connect("a")
    def m(self):
        b = conn  #: ?
        c = self.conn  #: sqlite3.Connection
`},
		{"globals", `
import sqlite3
conn = None
def start():
    global conn
    conn = sqlite3.connect("a")  #: sqlite3.Connection
`},
	} {
		t.Run(c.name, func(t *testing.T) { askAll(t, c.program) })
	}
}

func askAll(t *testing.T, archive string) {
	t.Helper()
	p := link(t, archive)
	qs := p.questions(t)
	if len(qs) == 0 {
		t.Fatal("the program asks nothing")
	}
	for _, q := range qs {
		if got := describe(p.Reg(q.fn, q.reg)); got != q.want {
			t.Errorf("%s: %s\n\tgot  %s\n\twant %s", q.module.Path, q.line, got, q.want)
		}
	}
}

func TestAnnotations(t *testing.T) {
	for _, c := range []struct{ annotation, want string }{
		{"sqlite3.Connection", "sqlite3.Connection"},
		{"'sqlite3.Connection'", "sqlite3.Connection"},
		{"User", "User"},
		{"'User'", "User"},
		{"Optional[User]", "User"},
		{"'Optional[User]'", "User"},
		{"typing.Optional['User']", "User"},
		{"User | None", "User"},
		{"None | User", "User"},
		{"'User | None'", "User"},
		{"Union[None, User]", "User"},
		{"Annotated[User, note()]", "User"},
		{"Known", "User"},
		{"Named", "builtins.str"},
		{"list[User]", "list of User"},
		{"List['User']", "list of User"},
		{"Sequence[User] | None", "list of User"},
		{"list", "builtins.list"},
		{"dict[str, User]", "builtins.dict"},
		{"str", "builtins.str"},
		{"type[User]", "class User"},
		{"Base[User]", "Base"},
		{"Unknown", "?"},
		{"'Unknown'", "?"},
		{"''", "?"},
		{"'list['", "?"},
	} {
		t.Run(c.annotation, func(t *testing.T) {
			p := link(t, `
import sqlite3, typing
from typing import Optional, Union, Annotated, List, Sequence
class Base: pass
class User: pass
def note(): pass
Known = Annotated[User, note()]
Named = Annotated[str, note()]
def f(x: `+c.annotation+`):
    return x
def g() -> `+c.annotation+`:
    return unknown
v: `+c.annotation+` = unknown
`)
			f, g := p.function(t, "f"), p.function(t, "g")
			if got := describe(p.ParamRef(f, 0)); got != c.want {
				t.Errorf("the parameter is %s, want %s", got, c.want)
			}
			if got := describe(p.Result(g)); got != c.want {
				t.Errorf("the result is %s, want %s", got, c.want)
			}
			if got := describe(p.NameRef(f, "v")); got != c.want {
				t.Errorf("the variable is %s, want %s", got, c.want)
			}
		})
	}
}

// What one function puts into something that is kept for the program, others take out.
func TestShared(t *testing.T) {
	askAll(t, `
import sqlite3
from aiohttp import web
from fastapi import FastAPI, Request

class Store:
    def find(self): pass

class Other: pass

api = FastAPI()
api.state.store = Store()
api.state.either = Store()
api.state.either = Other()

KEY = web.AppKey("key", Store)
DATABASE = web.AppKey("database")
PRICES = web.AppKey("prices")

def create(name):
    app = web.Application()
    app["store"] = Store()
    app[KEY] = Store()
    app[DATABASE] = sqlite3.connect("shop.db")
    app[PRICES] = {}
    app[name] = Store()

def take(request: Request):
    a = request.app.state.store #: Store
    b = request.app.state.either #: foreign
    c = request.state.missing #: foreign

def read(request: web.Request, name):
    a = request.app["store"] #: Store
    b = request.app["missing"] #: ?
    c = request.app[KEY] #: Store
    d = request.app[DATABASE] #: sqlite3.Connection
    e = request.app[PRICES] #: ?
    f = request.app[name] #: ?
    g = request.app["KEY"] #: ?
`)
}

// What is handed to a constructor gives what its methods hand on.
func TestHandedOn(t *testing.T) {
	p := link(t, `
import sqlite3

class Store:
    def __init__(self, link):
        self.link = link
    def add(self, cur, row): pass
    def either(self, what): pass
    def fill(self, rows):
        cur = self.link.cursor()
        self.add(cur, rows)
        self.either(cur)
        outside(cur)
        self.either(self.link)

def outside(cur): inside(cur)
def inside(cur): pass

Store(sqlite3.connect("shop.db")).fill([])
`)
	for _, c := range []struct {
		fn    string
		param int
		want  string
	}{
		{"Store.__init__", 1, "sqlite3.Connection"}, {"Store.add", 1, "sqlite3.Cursor"}, {"Store.either", 1, "?"},
		{"outside", 0, "sqlite3.Cursor"}, {"inside", 0, "?"},
	} {
		f := p.function(t, c.fn)
		if got := describe(p.ParamRef(f, c.param)); got != c.want {
			t.Errorf("%s of %s: got %s, want %s", f.IR.Params[c.param].Name, c.fn, got, c.want)
		}
	}
}

func TestParameters(t *testing.T) {
	p := link(t, `
from pathlib import Path
PAGES = Path("pages")
MARK = object()
class C:
    def n(self, root=PAGES, mark=MARK, made=Path("x")): pass
    def m(self, a, b=1, *rest, c: str = None, d="", **named): pass
    @classmethod
    def k(cls): pass
    @staticmethod
    def s(first): pass
    def __new__(cls): pass
`)
	for _, c := range []struct {
		fn    string
		param int
		want  string
	}{
		{"C.n", 1, "pathlib.Path"}, {"C.n", 2, "?"}, {"C.n", 3, "pathlib.Path"},
		{"C.m", 0, "C"}, {"C.m", 1, "?"}, {"C.m", 2, "builtins.int"}, {"C.m", 3, "builtins.tuple"},
		{"C.m", 4, "builtins.str"}, {"C.m", 5, "builtins.str"}, {"C.m", 6, "builtins.dict"},
		{"C.k", 0, "class C"}, {"C.s", 0, "?"}, {"C.__new__", 0, "class C"},
	} {
		f := p.function(t, c.fn)
		if got := describe(p.ParamRef(f, c.param)); got != c.want {
			t.Errorf("%s of %s: got %s, want %s", f.IR.Params[c.param].Name, c.fn, got, c.want)
		}
	}
}

// What a key names, what get() gives of a collection, and who is logged in.
func TestNamed(t *testing.T) {
	askAll(t, `
from pymongo import MongoClient
from flask import request
from flask_login import UserMixin, current_user

class Member(UserMixin):
    def card(self): return Card()

class Card: pass

db = MongoClient()["club"]

def read(name):
    a = db["users"] #: pymongo.collection.People
    b = db.get_collection("users") #: pymongo.collection.People
    c = db["boats"] #: pymongo.collection.Collection
    d = db[name] #: pymongo.collection.Collection
    e = request.files.get("photo") #: werkzeug.datastructures.FileStorage
    f = current_user.card() #: Card
`)
}
