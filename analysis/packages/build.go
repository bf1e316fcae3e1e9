package packages

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mostPopular is how many names of an ecosystem are spelled out in an index.
const mostPopular = 15000

// Entry is a name of a list, and what the list says of it.
type Entry struct {
	Name        string    // as registered
	LastRelease time.Time // the month counts; zero: unknown
	Rank        int       // by downloads, 1 the most; 0: not ranked
	Downloads   int64     // a month; 0: unknown
}

// List is the names of an ecosystem. Complete says that nearly all are listed, so that an absent one does not exist.
type List struct {
	Ecosystem Ecosystem
	Complete  bool
	Entries   []Entry
}

// ReadList reads a list as tab-separated text. Its first line names the columns: name, and any of last_release_month
// (2026-11), downloads_a_month, and one that begins with rank. Empty fields are unknown. Errors name the line.
func ReadList(r io.Reader) ([]Entry, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var columns []string
	var entries []Entry
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if columns == nil {
			columns = strings.Split(line, "\t")
			if err := checkColumns(columns); err != nil {
				return nil, err
			}
			continue
		}
		if line == "" {
			continue
		}
		e, err := readEntry(columns, line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		entries = append(entries, e)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if columns == nil {
		return nil, fmt.Errorf("the list is empty")
	}
	return entries, nil
}

func checkColumns(columns []string) error {
	for _, c := range columns {
		if c != "name" && c != "last_release_month" && c != "downloads_a_month" && !strings.HasPrefix(c, "rank") {
			return fmt.Errorf("line 1: unknown column %q; known are name, last_release_month, downloads_a_month and rank", c)
		}
	}
	if !slices.Contains(columns, "name") {
		return fmt.Errorf("line 1: there is no column \"name\"")
	}
	return nil
}

func readEntry(columns []string, line string) (e Entry, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) != len(columns) {
		return e, fmt.Errorf("%d fields, the first line names %d columns", len(fields), len(columns))
	}
	for i, f := range fields {
		if f == "" {
			continue
		}
		switch columns[i] {
		case "name":
			e.Name = f
		case "last_release_month":
			e.LastRelease, err = time.Parse("2006-01", f)
		case "downloads_a_month":
			e.Downloads, err = strconv.ParseInt(f, 10, 64)
		default:
			e.Rank, err = strconv.Atoi(f)
		}
		if err != nil {
			return e, err
		}
	}
	if e.Name == "" {
		return e, fmt.Errorf("there is no name")
	}
	return e, nil
}

// Build makes an index of lists that were taken on a day. The same lists, in any order of their entries, give the same
// bytes. It fails when the lists are too long for the format, or two are of one ecosystem.
func Build(date time.Time, lists ...List) ([]byte, error) {
	var b indexBuilder
	lists = slices.Clone(lists)
	code := func(l List) int { return slices.Index(ecosystemCodes[:], l.Ecosystem) }
	slices.SortStableFunc(lists, func(a, b List) int { return cmp.Compare(code(a), code(b)) })
	for i, l := range lists {
		if code(l) < 0 {
			return nil, fmt.Errorf("the ecosystem %q is not known", l.Ecosystem)
		}
		if i > 0 && lists[i-1].Ecosystem == l.Ecosystem {
			return nil, fmt.Errorf("there are two lists of %s", l.Ecosystem)
		}
		b.ecosystem = uint8(code(l))
		if err := b.list(l); err != nil {
			return nil, fmt.Errorf("%s: %w", l.Ecosystem, err)
		}
	}
	return b.file(date)
}

// indexBuilder gathers parts.
type indexBuilder struct {
	ecosystem uint8
	parts     []indexPart
}

type indexPart struct {
	ecosystem    uint8
	kind         partKind
	width, flags uint8
	count, base  uint32
	bytes        []byte
}

func (b *indexBuilder) numbers(kind partKind, list []uint64) *indexPart {
	packed, width := packNumbers(list)
	b.parts = append(b.parts, indexPart{ecosystem: b.ecosystem, kind: kind, width: uint8(width), count: uint32(len(list)), bytes: packed})
	return &b.parts[len(b.parts)-1]
}

// hashedName is an entry under its hash.
type hashedName struct {
	hash      uint64
	canonical string
	Entry
}

func (b *indexBuilder) list(l List) error {
	names := mergeNames(l)
	if len(names) == 0 {
		return fmt.Errorf("the list holds no names")
	}
	popular := choosePopular(names)
	// Names with one hash share a place.
	var places []hashedName
	placeOf := map[string]int{}
	for _, n := range names {
		if last := len(places) - 1; last >= 0 && places[last].hash == n.hash {
			places[last].Entry = mergeEntries(places[last].Entry, n.Entry)
		} else {
			places = append(places, n)
		}
		placeOf[n.canonical] = len(places) - 1
	}
	b.hashes(places, l.Complete)
	b.columns(places)
	b.popular(popular, placeOf)
	return nil
}

// mergeNames gives the entries ordered by hash; spellings of one name become one entry, spelled as the more popular was.
func mergeNames(l List) []hashedName {
	names := make([]hashedName, 0, len(l.Entries))
	for _, e := range l.Entries {
		c := canonicalName(l.Ecosystem, e.Name)
		names = append(names, hashedName{hashName(c), c, e})
	}
	slices.SortFunc(names, func(a, b hashedName) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.canonical, b.canonical), comparePopularity(a, b))
	})
	merged := names[:0]
	for _, n := range names {
		if last := len(merged) - 1; last >= 0 && merged[last].canonical == n.canonical {
			merged[last].Entry = mergeEntries(merged[last].Entry, n.Entry)
		} else {
			merged = append(merged, n)
		}
	}
	return merged
}

// mergeEntries keeps the first entry's name and the better of everything else.
func mergeEntries(a, b Entry) Entry {
	if b.LastRelease.After(a.LastRelease) {
		a.LastRelease = b.LastRelease
	}
	if a.Rank == 0 || b.Rank != 0 && b.Rank < a.Rank {
		a.Rank = b.Rank
	}
	a.Downloads = max(a.Downloads, b.Downloads)
	return a
}

// comparePopularity orders the more popular first: by rank where there is one, then by downloads, then by name.
func comparePopularity(a, b hashedName) int {
	rank := func(h hashedName) uint { return uint(h.Rank) - 1 } // those without one come last
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Downloads, a.Downloads), cmp.Compare(a.Name, b.Name))
}

// choosePopular gives the names to be spelled out, the most popular first, each with a rank. A list without ranks is ranked
// by its downloads.
func choosePopular(names []hashedName) []hashedName {
	ranked := slices.ContainsFunc(names, func(n hashedName) bool { return n.Rank > 0 })
	var popular []hashedName
	for _, n := range names {
		if n.Rank > 0 || !ranked && n.Downloads > 0 {
			popular = append(popular, n)
		}
	}
	slices.SortFunc(popular, comparePopularity)
	popular = popular[:min(len(popular), mostPopular)]
	for i := range popular {
		if !ranked {
			popular[i].Rank = i + 1
		}
	}
	return popular
}

// hashes writes lower, upper and starts.
func (b *indexBuilder) hashes(places []hashedName, complete bool) {
	n := uint64(len(places))
	// As many buckets as names, rounded up to a power of two: the shortest code.
	width := uint(hashBits - max(bits.Len64(n-1), 1))
	buckets := uint64(1) << (hashBits - width)
	lower := make([]uint64, n)
	upper := make([]byte, (n+buckets+7)/8)
	var starts []uint64
	bit, i := uint64(0), 0
	for bucket := range buckets {
		if bucket%startsEvery == 0 {
			starts = append(starts, bit)
		}
		for ; i < len(places) && places[i].hash>>width == bucket; i++ {
			lower[i] = places[i].hash & (1<<width - 1)
			upper[bit/8] |= 1 << (bit % 8)
			bit++
		}
		bit++
	}
	p := b.numbers(lowerPart, append(lower, 1<<width-1)) // the last gives the width, whatever the others are
	p.count, p.bytes = p.count-1, p.bytes[:(n*uint64(width)+7)/8]
	if n*uint64(width)%8 != 0 {
		p.bytes[len(p.bytes)-1] &= 1<<(n*uint64(width)%8) - 1
	}
	if complete {
		p.flags = completeFlag
	}
	b.parts = append(b.parts, indexPart{ecosystem: b.ecosystem, kind: upperPart, bytes: upper})
	b.numbers(startsPart, starts)
}

// columns writes months and downloads, each where any name has one.
func (b *indexBuilder) columns(places []hashedName) {
	months, downloads := make([]uint64, len(places)), make([]uint64, len(places))
	first := 0
	for _, p := range places {
		if y := p.LastRelease.Year(); !p.LastRelease.IsZero() && (first == 0 || y < first) {
			first = y
		}
	}
	someDownloads := false
	for i, p := range places {
		if !p.LastRelease.IsZero() {
			months[i] = uint64((p.LastRelease.Year()-first)*12 + int(p.LastRelease.Month()))
		}
		downloads[i] = stepOfDownloads(p.Downloads)
		someDownloads = someDownloads || downloads[i] > 0
	}
	if first > 0 {
		b.numbers(monthsPart, months).base = uint32(first)
	}
	if someDownloads {
		b.numbers(downloadsPart, downloads)
	}
}

// popular writes places, orders, ranks, ends and text.
func (b *indexBuilder) popular(popular []hashedName, placeOf map[string]int) {
	if len(popular) == 0 {
		return
	}
	var ranks, ends []uint64
	var text []byte
	byPlace := make([][2]uint64, len(popular))
	for i, p := range popular {
		text = append(text, p.Name...)
		ranks, ends = append(ranks, uint64(p.Rank)), append(ends, uint64(len(text)))
		byPlace[i] = [2]uint64{uint64(placeOf[p.canonical]), uint64(i)}
	}
	slices.SortFunc(byPlace, func(a, b [2]uint64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var places, orders []uint64
	for _, p := range byPlace {
		places, orders = append(places, p[0]), append(orders, p[1])
	}
	b.numbers(placesPart, places)
	b.numbers(ordersPart, orders)
	b.numbers(ranksPart, ranks)
	b.numbers(endsPart, ends)
	b.parts = append(b.parts, indexPart{ecosystem: b.ecosystem, kind: textPart, bytes: text})
}

// file puts header, table and parts together.
func (b *indexBuilder) file(date time.Time) ([]byte, error) {
	le := binary.LittleEndian
	size := uint64(headerSize + partSize*len(b.parts))
	for _, p := range b.parts {
		size += uint64(len(p.bytes)) + padding
	}
	if size > 1<<31 {
		return nil, fmt.Errorf("an index of %d bytes is too large for the format", size)
	}
	out := make([]byte, 0, size)
	out = append(out, indexMagic...)
	out = le.AppendUint32(out, formatVersion)
	out = le.AppendUint32(out, uint32(date.Year()*10000+int(date.Month())*100+date.Day()))
	out = le.AppendUint32(out, uint32(size))
	out = le.AppendUint32(out, 0)
	out = le.AppendUint32(out, uint32(len(b.parts)))
	offset := uint32(headerSize + partSize*len(b.parts))
	for _, p := range b.parts {
		out = append(out, p.ecosystem, byte(p.kind), p.width, p.flags)
		for _, v := range []uint32{p.count, p.base, offset, uint32(len(p.bytes)), 0} {
			out = le.AppendUint32(out, v)
		}
		offset += uint32(len(p.bytes)) + padding
	}
	for _, p := range b.parts {
		out = append(out, p.bytes...)
		out = append(out, make([]byte, padding)...)
	}
	le.PutUint32(out[20:], crc32.ChecksumIEEE(out[24:]))
	return out, nil
}
