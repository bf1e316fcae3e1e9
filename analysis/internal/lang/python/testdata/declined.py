[a async for a, in b for c in d, e]

1, 2.0, 0x1F, 1j, 1_000, .5, 1e10, 10l, 0777

rb"\x\"a" b"\n\N{a}\u1234" "\N{DASH}\u1234\x41\017\q"

f"{a}{b!r}{c:>10}{d:{e}.{f}}{g=}{h['x']}{i if j else k}{*l, m}{{}}"

lambda (a, b): c

x = a \
    "b"

type X = int

match x:
    case 1: pass

print >>f, x

exec "a"

def f[T](a: T) -> T: pass

class C[T]: pass

async = 3

a: List[int] if y else z

x = *foo(), b

[*foo(), 1]

*a.b, c = x

[*a + b]

return *foo(1), b

for x in *a(), b: pass

{*a(), b}

def f(a, (b, c)): pass

[x for x in lambda: y]