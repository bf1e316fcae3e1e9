package registry

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How long a kept answer is taken without asking, where the server does not say.
const (
	freshByDefault = 10 * time.Minute
	freshAtMost    = 24 * time.Hour
)

// entry is a kept answer: one line of JSON, then the body.
type entry struct {
	Key      string // the question, so that two that fall on one place are told apart
	Status   int
	ETag     string `json:",omitempty"`
	Modified string `json:",omitempty"`
	Fresh    time.Time
	body     []byte
}

// place is where a question's answer is kept. It tells nothing about the question.
func place(a *ask) string {
	sum := sha256.Sum256([]byte(a.key()))
	return hex.EncodeToString(sum[:])
}

// kept gives a kept answer, fresh or not; nil if there is none. Answers that took credentials are never kept.
func (c *Client) kept(a *ask) *entry {
	if c.o.Store == nil || a.auth != "" {
		return nil
	}
	data, ok := c.o.Store.Get(place(a))
	if !ok {
		return nil
	}
	return readEntry(data, a.key())
}

func readEntry(data []byte, key string) *entry {
	head, body, ok := bytes.Cut(data, []byte("\n"))
	var e entry
	if !ok || json.Unmarshal(head, &e) != nil || e.Key != key || e.Status != http.StatusOK && e.Status != http.StatusNotFound {
		return nil
	}
	e.body = body
	return &e
}

func (c *Client) keep(a *ask, response *http.Response, body []byte, status int) {
	control := strings.ToLower(response.Header.Get("Cache-Control"))
	if c.o.Store == nil || a.auth != "" || strings.Contains(control, "no-store") || strings.Contains(control, "private") {
		return
	}
	e := entry{
		Key: a.key(), Status: status, Fresh: c.o.Now().Add(freshness(control)),
		ETag: response.Header.Get("ETag"), Modified: response.Header.Get("Last-Modified"),
	}
	head, err := json.Marshal(e)
	if err != nil {
		return
	}
	c.o.Store.Put(place(a), append(append(head, '\n'), body...))
}

// freshness reads how long an answer holds, from the header Cache-Control in lower case.
func freshness(control string) time.Duration {
	for word := range strings.SplitSeq(control, ",") {
		switch name, value, _ := strings.Cut(strings.TrimSpace(word), "="); name {
		case "no-cache":
			return 0
		case "max-age":
			if n, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil && n >= 0 {
				return min(time.Duration(n)*time.Second, freshAtMost)
			}
		}
	}
	return freshByDefault
}
