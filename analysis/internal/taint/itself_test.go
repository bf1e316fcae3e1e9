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
