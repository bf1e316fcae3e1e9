package packages

import (
	"encoding/binary"
	"math"
	"math/bits"
	"sort"
)

// maxWidth is the most bits that a number may have: with up to 7 bits before it, it lies within one word.
const maxWidth = 56

func u32(data []byte, at int) uint32 { return binary.LittleEndian.Uint32(data[at:]) }

// packedNumbers is an array of n numbers of width bits each, lowest bits first, with padding behind.
type packedNumbers struct {
	bytes []byte
	width uint
	n     int
}

// at gives the i-th number, 0 where there is none.
func (a packedNumbers) at(i int) uint64 {
	if i < 0 || i >= a.n {
		return 0
	}
	bit := uint64(i) * uint64(a.width)
	return binary.LittleEndian.Uint64(a.bytes[bit/8:]) >> (bit % 8) & (1<<a.width - 1)
}

// packNumbers makes the array of the given numbers, as wide as the widest of them.
func packNumbers(list []uint64) (packed []byte, width uint) {
	var all uint64
	for _, v := range list {
		all |= v
	}
	width = uint(max(bits.Len64(all), 1))
	packed = make([]byte, (uint64(len(list))*uint64(width)+7)/8+padding)
	for i, v := range list {
		bit := uint64(i) * uint64(width)
		at := packed[bit/8:]
		binary.LittleEndian.PutUint64(at, binary.LittleEndian.Uint64(at)|v<<(bit%8))
	}
	return packed[:len(packed)-padding], width
}

// skipZeros gives the position behind the next count zeros from position bit on, false if there are not so many.
// The slice has padding behind its length.
func skipZeros(data []byte, bit, count uint64) (uint64, bool) {
	end := uint64(len(data)) * 8
	for count > 0 && bit < end {
		at := bit / 8
		zeros := ^binary.LittleEndian.Uint64(data[at:at+8]) >> (bit % 8) << (bit % 8)
		if n := uint64(bits.OnesCount64(zeros)); n < count {
			count -= n
			bit = at*8 + 64
			continue
		}
		for ; count > 1; count-- {
			zeros &= zeros - 1
		}
		return at*8 + uint64(bits.TrailingZeros64(zeros)) + 1, true
	}
	return bit, count == 0 && bit <= end
}

// stepsPerDecade is how many steps downloads are told apart in between a number and ten times it: one step is 7.5 %.
// 1,000 is the beginning of a step, so that "under 1,000" is told rightly.
const stepsPerDecade = 32

// downloadSteps is where the steps begin: step 0 at 100 a month, the last above anything that was seen.
var downloadSteps = func() (steps [8 * stepsPerDecade]int64) {
	for i := range steps {
		steps[i] = int64(math.Round(math.Pow(10, 2+float64(i)/stepsPerDecade)))
	}
	return steps
}()

// downloadsOfStep undoes stepOfDownloads as far as possible.
func downloadsOfStep(step uint64) int64 {
	if step == 0 || step > uint64(len(downloadSteps)) {
		return 0
	}
	return downloadSteps[step-1]
}

// stepOfDownloads gives 0 for unknown (0), else 1 + the step; what is below the first step counts as the first.
func stepOfDownloads(n int64) uint64 {
	if n <= 0 {
		return 0
	}
	return uint64(max(sort.Search(len(downloadSteps), func(i int) bool { return downloadSteps[i] > n }), 1))
}
