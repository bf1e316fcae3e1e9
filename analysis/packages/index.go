package packages

import (
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"time"
)

// The index is one file that is read where it lies. All numbers are little-endian.
//
//	 0  8 bytes  indexMagic
//	 8  u32      version of the format
//	12  u32      the day that the lists were taken, as 20261101
//	16  u32      length of the file in bytes
//	20  u32      CRC-32 (IEEE) of everything behind the header
//	24  u32      number of parts
//	28  parts    24 bytes each: u8 ecosystem, u8 kind, u8 width, u8 flags, u32 count, u32 base, u32 offset, u32 length, u32 zero
//	    ...      what the parts describe; behind each stand 8 zero bytes, so that any bit of it can be read as part of a word
//
// A part is an array of count numbers of width bits each, or a text. An ecosystem has these:
//
//	lower      the lower bits of the names' hashes, in the order of the hashes
//	upper      their upper bits, Elias-Fano coded: for each value of the upper bits a one for every name and then a zero
//	starts     where in upper every 256th value begins
//	months     by name: 0, or the months from base to the last release, plus one
//	downloads  by name: 0, or the step (see downloadSteps) of the downloads a month, plus one
//	places     which of the names are popular, ascending
//	orders     for each of those its number in the order of popularity
//	ranks      by that number: the rank, ascending
//	ends       by that number: where its spelling ends in text
//	text       the popular names as they are registered
//
// Hashes are cut to 40 bits: of a million names that are not listed, one seems to be. A listed name is always found.
const (
	indexMagic    = "\x7fnames\r\n"
	formatVersion = 1
	headerSize    = 28
	partSize      = 24
	padding       = 8
	hashBits      = 40
	startsEvery   = 256
)

type partKind uint8

const (
	lowerPart partKind = iota
	upperPart
	startsPart
	monthsPart
	downloadsPart
	placesPart
	ordersPart
	ranksPart
	endsPart
	textPart
	partKinds
)

// completeFlag on the part lower says that the list holds nearly all names of its ecosystem.
const completeFlag = 1

// ecosystemCodes gives each ecosystem its number in the file. New ones come last.
var ecosystemCodes = [...]Ecosystem{PyPI, NPM, Go, Crates, RubyGems, Packagist, Maven, NuGet}

// Existence is what an index says about a name.
type Existence uint8

const (
	Unknown  Existence = iota // there is no list of the ecosystem, or the text is no name
	Listed                    // it exists
	Absent                    // it did not exist on the day of the list
	Unlisted                  // it is not among the known names; the list is partial
)

// String gives one lower-case word.
func (e Existence) String() string {
	return [...]string{"unknown", "listed", "absent", "unlisted"}[e&3]
}

// Info is what is known of a listed name.
type Info struct {
	LastRelease time.Time // the first of the month of the last release, UTC; zero: unknown
	Rank        int       // by downloads, 1 the most; 0: below the ranked
	Downloads   int64     // a month, rounded down by at most 8 %; 0: unknown
}

// Index knows the names of distributions. It is safe for concurrent use.
type Index struct {
	date   time.Time
	size   int
	sum    uint32 // as the header says
	body   []byte // what sum is of
	tables [len(ecosystemCodes)]*indexTable
	parts  []*Index // of which it was joined
}

// indexTable is what the index holds of one ecosystem.
type indexTable struct {
	ecosystem Ecosystem
	date      time.Time // of the list
	complete  bool
	lower     packedNumbers
	upper     []byte
	buckets   uint64 // values of the upper bits
	starts    packedNumbers
	months    packedNumbers
	firstYear int // the year of the first month, January
	downloads packedNumbers
	places    packedNumbers
	orders    packedNumbers
	ranks     packedNumbers
	ends      packedNumbers
	text      []byte

	once  sync.Once
	slips *slips // made when the first look-alike is asked for

	scopesOnce sync.Once
	scopes     map[string]int // popular names by scope; made when first asked for
}

// Errors of Open.
var (
	ErrNotIndex  = errors.New("not an index of package names")
	ErrTruncated = errors.New("the index of package names is truncated")
	ErrVersion   = errors.New("the index of package names has another format")
)

// Open reads the header of an index, not its body: see Verify. It keeps data and expects that nobody writes to it.
// Errors are ErrNotIndex, ErrTruncated, ErrVersion, wrapped.
func Open(data []byte) (*Index, error) {
	if len(data) < len(indexMagic) || string(data[:len(indexMagic)]) != indexMagic {
		if len(data) > 0 && strings.HasPrefix(indexMagic, string(data[:min(len(data), len(indexMagic))])) {
			return nil, fmt.Errorf("%w: it ends within the header", ErrTruncated)
		}
		return nil, ErrNotIndex
	}
	if len(data) < headerSize {
		return nil, fmt.Errorf("%w: it ends within the header", ErrTruncated)
	}
	if v := u32(data, 8); v != formatVersion {
		return nil, fmt.Errorf("%w: version %d, this program reads version %d", ErrVersion, v, formatVersion)
	}
	if size := u32(data, 16); uint64(len(data)) < uint64(size) {
		return nil, fmt.Errorf("%w: %d of %d bytes", ErrTruncated, len(data), size)
	} else if size < headerSize {
		return nil, fmt.Errorf("%w: its length is given as %d bytes", ErrNotIndex, size)
	} else {
		data = data[:size:size]
	}
	x := &Index{size: len(data), sum: u32(data, 20), body: data[24:]}
	day := int(u32(data, 12))
	x.date = time.Date(day/10000, time.Month(day/100%100), day%100, 0, 0, 0, 0, time.UTC)
	if x.date.Year()*10000+int(x.date.Month())*100+x.date.Day() != day {
		return nil, fmt.Errorf("%w: it is dated %d", ErrNotIndex, day)
	}
	count := int(u32(data, 24))
	if count > int(partKinds)*len(ecosystemCodes) || headerSize+count*partSize > len(data) {
		return nil, fmt.Errorf("%w: %d parts", ErrNotIndex, count)
	}
	for i := range count {
		if err := x.readPart(data, data[headerSize+i*partSize:][:partSize]); err != nil {
			return nil, err
		}
	}
	for _, t := range x.tables {
		if err := t.check(); err != nil {
			return nil, err
		}
		if t != nil {
			t.date = x.date
		}
	}
	return x, nil
}

// readPart takes up one part. Kinds and ecosystems that this version does not know are passed over.
func (x *Index) readPart(data, p []byte) error {
	kind, width, count := partKind(p[1]), uint(p[2]), uint64(u32(p, 4))
	offset, length := uint64(u32(p, 12)), uint64(u32(p, 16))
	if offset+length+padding > uint64(len(data)) || width > maxWidth || (count*uint64(width)+7)/8 > length {
		return fmt.Errorf("%w: part %d lies outside", ErrNotIndex, kind)
	}
	if int(p[0]) >= len(ecosystemCodes) || kind >= partKinds {
		return nil
	}
	t := x.tables[p[0]]
	if t == nil {
		t = &indexTable{ecosystem: ecosystemCodes[p[0]]}
		x.tables[p[0]] = t
	}
	bytes := data[offset : offset+length : offset+length+padding]
	list := packedNumbers{data[offset : offset+length+padding], width, int(count)}
	switch kind {
	case lowerPart:
		t.lower, t.complete = list, p[3]&completeFlag != 0
		if width > 0 && width < hashBits {
			t.buckets = 1 << (hashBits - width)
		}
	case upperPart:
		t.upper = bytes
	case startsPart:
		t.starts = list
	case monthsPart:
		t.months, t.firstYear = list, int(u32(p, 8))
	case downloadsPart:
		t.downloads = list
	case placesPart:
		t.places = list
	case ordersPart:
		t.orders = list
	case ranksPart:
		t.ranks = list
	case endsPart:
		t.ends = list
	case textPart:
		t.text = bytes
	}
	return nil
}

// check holds the parts of a table to each other's sizes, so that look-ups need not.
func (t *indexTable) check() error {
	if t == nil {
		return nil
	}
	n, popular := t.lower.n, t.ends.n
	switch {
	case t.buckets == 0, uint64(t.starts.n) != (t.buckets+startsEvery-1)/startsEvery, uint64(len(t.upper))*8 < uint64(n)+t.buckets,
		t.months.n != 0 && t.months.n != n, t.downloads.n != 0 && t.downloads.n != n, t.firstYear > 9999,
		t.places.n != popular, t.orders.n != popular, t.ranks.n != popular, popular > 1<<16-1:
		return fmt.Errorf("%w: the parts of %s do not fit together", ErrNotIndex, t.ecosystem)
	}
	return nil
}

// Verify reads everything and compares its checksum.
func (x *Index) Verify() error {
	for _, p := range x.parts {
		if err := p.Verify(); err != nil {
			return err
		}
	}
	if x.body == nil {
		return nil
	}
	if sum := crc32.ChecksumIEEE(x.body); sum != x.sum {
		return fmt.Errorf("the index of package names is damaged: its checksum is %08x, the header says %08x", sum, x.sum)
	}
	return nil
}

// Date gives the day on which the lists were taken, UTC; that of the oldest list where they were taken on several.
func (x *Index) Date() time.Time { return x.date }

// Size gives the length of the index in bytes.
func (x *Index) Size() int { return x.size }

// Summary is what an index holds of an ecosystem.
type Summary struct {
	Ecosystem Ecosystem
	Date      time.Time // of the list
	Names     int
	Popular   int  // those spelled out, of which look-alikes are told
	Complete  bool // nearly all names of the ecosystem are listed
	Releases  bool // it knows the months of last releases
	Downloads bool // it knows downloads
}

// Ecosystems gives what the index holds, in the order of the file.
func (x *Index) Ecosystems() []Summary {
	var list []Summary
	for _, t := range x.tables {
		if t != nil {
			list = append(list, Summary{t.ecosystem, t.date, t.lower.n, t.ends.n, t.complete, t.months.n > 0, t.downloads.n > 0})
		}
	}
	return list
}

// Exists tells whether there is a distribution of that name. Names are compared as their ecosystem compares them.
func (x *Index) Exists(e Ecosystem, name string) Existence {
	t := x.table(e)
	if t == nil || name == "" {
		return Unknown
	}
	if _, ok := t.find(canonicalName(e, name)); ok {
		return Listed
	}
	if t.complete {
		return Absent
	}
	return Unlisted
}

// Info gives what is known of a name, false if it is not listed.
func (x *Index) Info(e Ecosystem, name string) (Info, bool) {
	t := x.table(e)
	if t == nil || name == "" {
		return Info{}, false
	}
	return t.info(canonicalName(e, name))
}

func (x *Index) table(e Ecosystem) *indexTable {
	if i := slices.Index(ecosystemCodes[:], e); i >= 0 {
		return x.tables[i]
	}
	return nil
}

func (t *indexTable) info(name string) (Info, bool) {
	place, ok := t.find(name)
	if !ok {
		return Info{}, false
	}
	var info Info
	if m := t.months.at(place); m > 0 {
		info.LastRelease = time.Date(t.firstYear, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
	}
	info.Downloads = downloadsOfStep(t.downloads.at(place))
	if order, ok := t.popular(name, place); ok {
		info.Rank = int(t.ranks.at(order))
	}
	return info, true
}

// find gives the place of a canonical name among all names.
func (t *indexTable) find(name string) (int, bool) {
	h := hashName(name)
	bucket, low := h>>t.lower.width, h&(1<<t.lower.width-1)
	bit := t.starts.at(int(bucket / startsEvery))
	bit, ok := skipZeros(t.upper, bit, bucket%startsEvery)
	if !ok {
		return 0, false
	}
	for place := int64(bit) - int64(bucket); place >= 0 && place < int64(t.lower.n); place++ {
		if bit/8 >= uint64(len(t.upper)) || t.upper[bit/8]>>(bit%8)&1 == 0 {
			break
		}
		if t.lower.at(int(place)) == low {
			return int(place), true
		}
		bit++
	}
	return 0, false
}

// popular gives the number in the order of popularity of the canonical name at a place; the place may be that of another
// name with the same hash.
func (t *indexTable) popular(name string, place int) (int, bool) {
	low, high := 0, t.places.n
	for low < high {
		if mid := (low + high) / 2; t.places.at(mid) < uint64(place) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	for ; low < t.places.n && t.places.at(low) == uint64(place); low++ {
		if order := int(t.orders.at(low)); canonicalName(t.ecosystem, t.spelling(order)) == name {
			return order, true
		}
	}
	return 0, false
}

// spelling gives the popular name of a number, "" if there is none.
func (t *indexTable) spelling(order int) string {
	if order < 0 || order >= t.ends.n {
		return ""
	}
	start, end := uint64(0), t.ends.at(order)
	if order > 0 {
		start = t.ends.at(order - 1)
	}
	if start > end || end > uint64(len(t.text)) {
		return ""
	}
	return string(t.text[start:end])
}

// canonicalName gives the form in which an ecosystem compares names: PEP 503 for PyPI, lower case elsewhere. Names that are in
// that form are returned as they are.
func canonicalName(e Ecosystem, name string) string {
	plain := true
	for i := 0; i < len(name) && plain; i++ {
		c := name[i]
		plain = c < 0x80 && (c < 'A' || c > 'Z') && (e != PyPI || c != '_' && c != '.' && (c != '-' || i == 0 || name[i-1] != '-'))
	}
	if plain {
		return name
	}
	name = strings.ToLower(name)
	if e != PyPI {
		return name
	}
	var b strings.Builder
	b.Grow(len(name))
	run := false
	for i := range len(name) {
		separator := name[i] == '-' || name[i] == '_' || name[i] == '.'
		if !separator {
			b.WriteByte(name[i])
		} else if !run {
			b.WriteByte('-')
		}
		run = separator
	}
	return b.String()
}

// hashName gives hashBits bits of a canonical name: FNV-1a, then mixed until every bit of the text reaches every bit that is
// kept. It need not withstand an enemy: whoever wants a name to seem to exist registers it.
func hashName(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return mixBits(h) >> (64 - hashBits)
}

func mixBits(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Canonical gives the form in which an ecosystem compares names: "Flask_Login" and "flask-login" are one in PyPI.
func Canonical(e Ecosystem, name string) string { return canonicalName(e, name) }
