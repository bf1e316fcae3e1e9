package rule

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What names tell, as names.yaml says it: read it beside this table.
func TestNaming(t *testing.T) {
	v := builtinVocabulary(t)
	text, err := os.ReadFile("../../models/python/names.yaml")
	if err != nil {
		t.Fatal(err)
	}
	n, problems := readNaming("names.yaml", text, v)
	if err := asError(problems); err != nil {
		t.Fatal(err)
	}
	for label, names := range map[string]string{
		"password":      "password passwd pwd user_password userPassword USER_PASSWORD user-password new_password password2 password_1 confirm_password password_confirm password_confirmation old_password passphrase db_password DB_PASSWORD userpassword rawPassword plain_password password_input password_text passwords login.password password_bytes stored_password smtp_pass",
		"password-hash": "password_hash passwordHash hashed_password hashedPassword pw_hash password_digest encrypted_password",
		"secret":        "secret client_secret api_key apiKey API_KEY apikey access_token accessToken refresh_token auth_token secret_key SECRET_KEY private_key jwt jwt_token otp otp_code reset_token Authorization bearer_token session_token credentials verification_code stripe_api_key jwt_secret APIKey",
		"code":          "code pickup_code pin door_pin",
		"softening":     "sanitize_name is_safe_url clean_html validateInput escape_sql check_path",
		"masking":       "masked_password redacted_api_key mask_url",
		"copying":       "to_json build_header b64encode formatLine decrypt asText",
		"":              "status_codes exit_pins name id key token tokens next_token csrf_token page_token tokenizer max_tokens password_field password_url password_reset_url token_url has_password is_password_valid max_password_length password_length min_password_length password_policy password_hint password_label forgot_password reset_password_url wrong_password invalid_password passwords_match primary_key public_key cache_key foreign_key key_id secret_name api_key_header access_token_url token_expiry no_password password_strength_label show_password secretary passenger compass pass_count passed bypass username user email password_changed_at must_change_password api_key_id secret_key_file PWD OLDPWD",
	} {
		for name := range strings.FieldsSeq(names) {
			want := v.Labels.Set(label)
			if strings.HasSuffix(name, "_code") {
				want |= v.Labels.Set("code") // of numbers drawn at random
			}
			// That it is also a name for something hashed, for functions, for what is made up or expected, of a column with an owner, does not matter to what it holds.
			got := n.labels(name) &^ (v.Labels.Set("pin") | v.Labels.Set("hashing") | v.Labels.Set("token") | v.Labels.Set("expected") | v.Labels.Set("access") | v.Labels.Set("personal") | v.Labels.Set("owner"))
			if label != "copying" {
				got &^= v.Labels.Set("copying")
			}
			if got != want {
				t.Errorf("%s tells %v, want %v", name, v.Labels.List(got), v.Labels.List(want))
			}
		}
	}
}

// The table of remembered answers is small and shared: no name may answer for another.
func TestNamingDoesNotMixNames(t *testing.T) {
	n := newNaming()
	n.add(nameList{ends: []string{"key"}}, 1)
	for range 3 {
		for i := range 20000 {
			name := strings.Repeat("a", i%7+1) + string(rune('a'+i%26)) + "_" + strings.Repeat("k", i%3)
			if n.labels(name) != 0 || n.labels(name+"_key") != 1 {
				t.Fatalf("%q is read wrongly", name)
			}
		}
	}
}

func TestSplit(t *testing.T) {
	for name, want := range map[string]string{
		"userPassword": "user password", "USER_PASSWORD": "user password", "APIKey": "api key", "getHTTPResponse": "get http response",
		"x-api-key": "x api key", "smtp.password": "smtp password", "password2": "password 2", "sha256sum": "sha 256 sum", "a": "a", "__init__": "init", "": "",
	} {
		words, ok := split(name)
		if diff := cmp.Diff(want, strings.Join(words, " ")); diff != "" || !ok {
			t.Errorf("split(%q): %v %s", name, ok, diff)
		}
	}
	for _, name := range []string{"Your password", "mot de passe", "пароль", "tab\there"} {
		if words, ok := split(name); ok {
			t.Errorf("split(%q) = %v, but it is a text", name, words)
		}
	}
}

func BenchmarkNaming(b *testing.B) {
	n := newNaming()
	n.add(nameList{ends: []string{"password", "api key"}}, 1)
	names := []string{"user_password", "name", "identifier", "apiKey", "self", "request"}
	for i := 0; b.Loop(); i++ {
		n.labels(names[i%len(names)])
	}
}
