from __future__ import annotations, division

import a.b.c as d, e

from . import x

from ..a.b import (c, d as e,)

from m import *

a, b

a, b = c, d

(a, b) = [c, d] = *e, f

[x, y] = 1

(z) = 2

a = b = c

x += 1, 2

x: int

x: List[int] = y = 4

a.b: "str" = 1

yield x, y

x = yield

x = yield from z

await foo

return

return a, b

raise

raise A from b

raise A, b

del a, b

del a

del (a, b)

assert a, b

global a, b

nonlocal q

pass; break; continue

a if b else c

lambda: 0

lambda x, *y, z=1, **k: x + 1

not a in b

a not in b is not c < d

a and b or c

-a ** -b

~a.b(c)[d, e:f:g, ::2, :]

a[1:]

a[b := 3]

(a := 1)

foo(*a, **b, c=d)

foo(x for x in y if z if w)

foo(a)(b).c

()

(a,)

(a)

(yield)

[*a, b]

[]

{**a, 'b': c}

{}

{a, *b}

{a: b for a, b in c}

{a for a in b}

(a for a.b in c)

...

None; True; False

"a" 'b' f"c"

x @ y // z % w << v >> u & t ^ s | r

x = 1 if y else 2

print(a)

print(a, file=b)

x <> y

if a: pass

if a:
    pass
elif b: x; y
else:
    z

for a, b in c, d:
    pass
else:
    pass

async for x in y: pass

for (a, b) in c: pass

for a[0] in b: pass

for *a, b in c: pass

while x:
    pass
else: pass

try:
    a
except A: b
except A as e: c
except (A, B) as e:
    d
except: e
else: f
finally: g

try: a
except* A as e: b

with a: b

with a as b, c as d: e

with (a as b, c as d): f

with (a): pass

with (a, b): pass

with (a, b) as c: pass

with open(x) as (y, z): pass

async with a as b.c: pass

def f(): pass

def f(a, /, b, *, c): pass

def f(a: int, *args: str, **kw: Dict[str, int]) -> None: ...

def f(a=1, b: int = 2, *c, **d): return 1

def f(*, a): pass

def f(x: "a.b", y: a.b | None, z: Callable[[int], str] = None, w: Optional[a.B]=1): pass

async def f(): await x; return await y

@a
@b.c(d)
def g(): pass

@x
class A: pass

class A(): pass

class A(B, metaclass=C, *d): x = 1

lambda *a: b

lambda a, /, b, *, c=1: d

lambda **k: v

x = lambda: (yield)

def g():
    x = 1; y = 2;
    if a:
        b
    # c1
  # c2
# c3
    c  # d1
    # d2

class B:
    # first
    # second
    x = 1
    # third

def h(  # c
    a,  # d
    # e
):  # f
    # g
    return (  # h
        a  # i
        + b  # j
    )  # k

x = [
    1,  # a
    2  # b
    # c
]

if x:  # q
    pass
# r
else:  # s
    pass

x = {  # a
    'a': 1,  # b
    # c
    'b':  # d
        2,
}

x = a + \
    b

x = \
    "a"

assert a, \
    "c"

foo(a, \
    b)

if a and \
   b: pass

def f() -> Tuple[int, ...]: pass

x: Dict[str, List[int]] = {}

def f(self, *, key: Callable[..., Any] | None = None, **kwargs: Unpack[X]): pass

foo(**{'a': 1})

foo(a)[b].c = d

a[b], c.d = e

for x in *a, b: pass

x = *a, b

return *a, b

x[a, b]

x[a, b:c]

x[*a]

async def f():
    async with a: pass
    async for b in c: pass
    return [x async for x in y]

print

print.x

print = 1

x = print

foo(print)

match = 1

match.x

match(x)

x = match

type(x)

type = 3

x.type

x.match(y).print

case = 1

_ = 2

def print(): pass

a: a.B[int]

a: int | List[str]

a: List[int] | Dict[str, int] | None

a: None | List[x]

a: Dict[str, a | b]

a: X[Y[Z]] | Q

a: Literal["a", 'b']

a: Annotated[str, Depends(x, y=1)] = 2

a: List[a.B[c]]

a: tuple[()]

a: X[*Ts]

a: "X" | None

a: List["X"]

a: Callable[[A, List[B]], C]

a: type[X]

a: lambda: 1

a: x if y else z

a: f(x)[y]

a: (A | B)

a: A[B] | C.D | E[F]

a: X | Y[Z] | W

a: X[A, B,]

a: [int]

foo(*bar())

foo(*a + b)

foo(*a.b.c)

foo(*[1,2])

(*a, *b)

"\0" "\01" "\777" "\s" "a\
b" "\N" "\x1"

from ... import x

from ...a import x

foo((yield))

foo(a)(*b)

x = (a, *b)

{**a}

{**a(), **b.c}

foo(**a.b())

foo(*a if b else c)

foo(*a or b)

r"\\"

r"a\\"

r"""\\"""

f"{x}" "}"

if (a := b): pass

[a := 1, 2]

foo(a := 1)

a = b if c else d, e

x = a or b if c else d

not a == b

a if b else lambda: c

(lambda: a, b)

x[a if b else c]

x[lambda: 1]

f"{x!r:^{w}}"

f"{x:{w!r}}"

f"{x,}"

f"{x, y}"

f"a{ x }b"

rf"\d{x}\w"

f"\{x}"

f"""a
{x}
"b" {y}"""

b'\x00\\' 

"'" '"' """a"b""" """a""b""" '''it's'''

u"x"

def f(a,): pass

foo(a,)

foo(a for a in b)

foo((a for a in b), c)

[x for x in (a if b else c)]

[x for x in a or b if c and d]

print(a) if b else c

print("a") ; x

print("a" % b)

print("a") % b

print (a), b

print(a).b

assert isinstance(x, y), 'a'

a.b.c[1](2)

x = yield a, b

x = await a

-x.y

+1

not -x

2 ** -1

a < b == c

a if not b else c

x = y = yield

x += yield

(x for x in y if z)

a = b, 

for x, in y: pass

x, *y = z

[a, *b] = c

(a, (b, c)) = d

del a[0], b.c

del a,

with a, b as c: pass

with (a, b as c,): pass

with (yield): pass

with (a).b() as c: pass

with (a or b) as c, d: pass

1 if 2 else 3

x = """a"""

a[...]

a[..., 1]

a[:, 1]

a[1:2, ::3]

a[b,]

@a
# comment
def f(): pass