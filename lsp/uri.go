package lsp

import (
	"net/url"
	"strings"
)

// Clients spell one address in many ways: "file:///c%3A/a%20b.py" is
// "file:///C:/a b.py". Inside, an address is its key: scheme in lower case,
// escapes decoded, a drive's letter in lower case, no slash at the end. What
// goes out is the client's own spelling of a document, or that of a root with
// an escaped path behind it.

// keyOf gives the key of an address.
func keyOf(uri string) string {
	scheme, rest, ok := strings.Cut(uri, ":")
	if !ok {
		return uri
	}
	scheme = strings.ToLower(scheme)
	if decoded, err := url.PathUnescape(rest); err == nil {
		rest = decoded
	}
	if scheme == "file" {
		rest = strings.Replace(rest, "//localhost/", "///", 1)
		if strings.HasPrefix(rest, "/") && !strings.HasPrefix(rest, "//") {
			rest = "//" + rest
		}
		if len(rest) >= 5 && rest[:3] == "///" && rest[4] == ':' {
			rest = "///" + strings.ToLower(rest[3:4]) + rest[4:]
		}
	}
	if trimmed := strings.TrimRight(rest, "/"); trimmed != "" {
		rest = trimmed
	}
	return scheme + ":" + rest
}

// split divides a key into its folder and its name.
func split(key string) (folder, name string) {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		i = strings.IndexByte(key, ':')
	}
	if i < 0 {
		return "", key
	}
	return strings.TrimSuffix(key[:i+1], "/"), key[i+1:]
}

// below gives the path of a key under a folder's key.
func below(folder, key string) (path string, ok bool) {
	rest, ok := strings.CutPrefix(key, folder)
	if !ok || rest == "" {
		return "", false
	}
	if path, ok = strings.CutPrefix(rest, "/"); ok {
		return path, path != ""
	}
	if strings.HasSuffix(folder, "/") || strings.HasSuffix(folder, ":") {
		return rest, true
	}
	return "", false
}

// join gives the address of a path below a root, which is spelt as the client does.
func join(root, path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	path = strings.Join(parts, "/")
	if strings.HasSuffix(root, "/") || strings.HasSuffix(root, ":") {
		return root + path
	}
	return root + "/" + path
}

// escape spells a key as an address.
func escape(key string) string {
	scheme, rest, ok := strings.Cut(key, ":")
	if !ok {
		return key
	}
	parts := strings.Split(rest, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return scheme + ":" + strings.Join(parts, "/")
}
