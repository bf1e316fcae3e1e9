package taint_test

import "testing"

// Calls that do harm by themselves.
func TestItself(t *testing.T) {
	checkEach(t, []named{
		{"constants", `
OFF = False
def f(url, unknown):
    lab.fetch(url, verify=False)  #: tls-off
    lab.fetch(url, verify=OFF)  #: tls-off
    off = False
    lab.fetch(url, verify=off)  #: tls-off
    lab.fetch(url)
    lab.fetch(url, verify=True)
    lab.fetch(url, verify=unknown.value)
    lab.fetch("local", verify=False)
`},
		{"options", `
def f(url, **rest):
    options = {"verify": False}
    lab.fetch(url, **options)  #: tls-off
    lab.fetch(url, **rest)
    lab.wait(url)  #: no-timeout
    lab.wait(url, **rest)
    lab.wait(url, limit=None)
`},
		{"what a parameter decides", `
def fetch(url, verify=True):
    lab.fetch(url, verify=verify)  #: tls-off
def twice(url, check):
    fetch(url, check)
def f(url):
    twice(url, False)
def safe(url, verify=False):
    lab.fetch(url, verify=verify)
def g(url):
    safe(url, True)
def alone(url, verify=False):
    lab.fetch(url, verify=verify)  #: tls-off
def spread(url, **options):
    lab.wait(url, **options)  #: no-timeout
def h(url):
    spread(url, page=1)
def limited(url, **options):
    lab.wait(url, **options)
def k(url):
    limited(url, limit=3)
`},
		{"attributes", `
class C:
    def __init__(self):
        self.off = False
        self.box = lab.Box()
        self.box.check = False  #: tls-off
        self.maybe = False
    def f(self, url):
        lab.fetch(url, verify=self.off)  #: tls-off
        lab.fetch(url, verify=self.maybe)
    def g(self):
        self.maybe = True
`},
		{"parts", `
STAR = ["a", "*"]
def f(unknown):
    lab.options({"check": False})  #: tls-off
    lab.options({"check": True})
    lab.options({})
    lab.options(unknown)
    lab.many(["*"])  #: open-cors
    lab.many(STAR)  #: open-cors
    lab.many(["a", "b"])
    lab.many([unknown])
    lab.open(0o777)  #: open-mode
    lab.open(0o755)
    lab.open(0o700 | 0o006)  #: open-mode
`},
		{"what another function makes", `
NONE = lab.Limit(None)
SOME = lab.Limit(5)
class C:
    def __init__(self, given):
        self.box = lab.Box()
        self.given = given or lab.Box()
        self.limit = lab.Limit(limit=None)
    def f(self):
        self.box.wait()  #: no-timeout
        self.given.wait()
        lab.use(self.limit)  #: no-timeout
        lab.use(NONE)  #: no-timeout
        lab.use(SOME)
`},
		{"what something may be done to", `
class C:
    def __init__(self):
        self.box = lab.Box()
        self.box.hold(1)
    def f(self):
        self.box.wait()
`},
		{"what is called in another way", `
class C:
    def __init__(self):
        self.box = lab.Box()
        self.box.wait = 1
    def f(self):
        self.box.wait()
`},
		{"options elsewhere", `
COMMON = dict(verify=False)
ALL = {"page": 1, **COMMON}
LATER = {"verify": False}
class C:
    def __init__(self, check):
        self.options = {"verify": False}
        self.open = {"verify": check}
    def f(self, url):
        lab.fetch(url, **self.options)  #: tls-off
        lab.fetch(url, **self.open)
        lab.fetch(url, **ALL)  #: tls-off
        lab.fetch(url, **LATER)
        lab.wait(url, **ALL)  #: no-timeout
def g():
    LATER["verify"] = True
`},
		{"constants that are put together", `
ZEROS = b"\0" * 16
class C:
    start = "abc".encode()
    def f(self, n, key):
        lab.seal(ZEROS)  #: weak-cipher
        lab.seal(self.start)  #: weak-cipher
        lab.seal(lab.same(16))  #: weak-cipher
        lab.seal(lab.same([0] * 12))  #: weak-cipher
        lab.seal(lab.same(n))
        lab.seal(key[:16])
        lab.seal(lab.count(16))
`},
		{"paths that are joined", `
STATE = lab.join(lab.folder(), "state")
def keep(path):
    lab.keep(path)  #: temp-file
def f(name):
    lab.keep(STATE)  #: temp-file
    lab.keep(lab.join("/tmp", "a", "b"))  #: temp-file
    lab.keep(lab.join("/tmp", "/srv/a"))
    lab.keep(lab.join("/tmp", name))
    keep(lab.join(lab.folder(), "c"))
`},
		{"decorators", `
@lab.exempt  #: csrf-off
def f(request):
    return request
@lab.exempt
def g(request):
    return lab.count(request.signature)
`},
	})
}
