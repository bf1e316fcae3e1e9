package packages

import (
	"fmt"
	"time"
)

// Info gives what the index knows of a distribution, false if it does not list it.
func (r *Resolver) Info(e Ecosystem, name string) (Info, bool) {
	if r.f.Names == nil || name == "" {
		return Info{}, false
	}
	return r.f.Names.Info(e, name)
}

// Remarks tells what is worth knowing of a distribution and no reason to warn of it: when it was last released, how many
// use it. Short sentences without a full stop; ages count up to the day of the index.
func (r *Resolver) Remarks(e Ecosystem, name string) (out []string) {
	info, ok := r.Info(e, name)
	if !ok {
		return nil
	}
	if last := info.LastRelease; !last.IsZero() {
		says := "last release in " + last.Format("January 2006")
		age := r.f.Names.Date().Sub(last.AddDate(0, 1, -1)) // the list knows the month, and nothing later than its own day
		if age > abandonedDays*24*time.Hour && !r.t.finished[e][canonicalName(e, name)] {
			says += fmt.Sprintf(", %s before the list: nobody may look after it any more", years(age))
		}
		out = append(out, says)
	}
	switch {
	case info.Rank > 0 && info.Downloads > 0:
		out = append(out, fmt.Sprintf("number %d by downloads, %s a month", info.Rank, rounded(info.Downloads)))
	case info.Rank > 0:
		out = append(out, fmt.Sprintf("number %d by downloads", info.Rank))
	case info.Downloads >= fewDownloads:
		out = append(out, rounded(info.Downloads)+" downloads a month")
	case info.Downloads > 0:
		out = append(out, rounded(info.Downloads)+" downloads a month: hardly anybody uses it")
	}
	return out
}

// rounded writes a number as people say it: "20 million".
func rounded(n int64) string {
	switch {
	case n >= 10_000_000:
		return fmt.Sprintf("%d million", n/1_000_000)
	case n >= 1_000_000:
		return fmt.Sprintf("%.1f million", float64(n)/1e6)
	case n >= 10_000:
		return fmt.Sprintf("%d,000", n/1000)
	}
	return fmt.Sprint(n)
}
