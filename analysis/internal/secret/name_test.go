package secret

import (
	"os"
	"strings"
	"testing"
)

// lines reads the pieces of code of a file in testdata.
func lines(t testing.TB, name string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, strings.ReplaceAll(line, "·", ""))
		}
	}
	return out
}

func TestSnakeCase(t *testing.T) {
	for name, want := range map[string]string{
		"DB_PASSWORD": "db_password", "dbPassword": "db_password", "X-API-Key": "x_api_key",
		"--db-password": "db_password", "APIKey": "api_key", "secret": "secret", "AWSSecretKey2": "aws_secret_key2",
		"__token__": "token", "": "", "ÅrKode": "år_kode",
	} {
		if got := snakeCase(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	s := &search{Finder: New(loadRule(t)), classes: map[string]nameClass{}}
	for class, names := range map[nameClass]string{
		worded: `password DB_PASSWORD dbPassword passwd db_pass pwd smtp_pass SECRET_KEY jwt_secret JWT_SECRET_KEY
			password1 password_prod admin_password ADMIN_PASSWORD_DEFAULT passphrase secret app_secret_key --password ENCRYPTION_KEY`,
		telling: `API_KEY apiKey X-API-Key X-Admin-Key github_token token access_token client_secret aws_secret_access_key
			aws_access_key_id PRIVATE_KEY Authorization AES_KEY2 webhook_secret openai_key api_keys AuthToken
			STRIPE_KEY_LIVE`,
		silent: `password_hash hashed_password PasswordField token_url secret_name csrf_token next_token eos_token tokenizer
			key public_key primary_key cache_key PASSWORD_RESET_SALT_NAME password_min_length api_key_header private_key_path
			username bypass compass encode_key PASSWORD_HASHERS secretary password_strength wrong_password site_key`,
	} {
		for _, name := range strings.Fields(names) {
			if got := s.class(name); got != class {
				t.Errorf("%s: class %d, want %d", name, got, class)
			}
		}
	}
}
