package app

import (
	"strings"
	"testing"
)

// TestHalfAnIdentityProviderIsRefused: the service says at its start what is missing, and
// starts without asking the provider.
func TestHalfAnIdentityProviderIsRefused(t *testing.T) {
	whole := map[string]string{"HOTLINE_OIDC_ISSUER": "https://id.example.org/realms/city", "HOTLINE_OIDC_CLIENT_ID": "hotline",
		"HOTLINE_OIDC_CLIENT_SECRET": "x", "HOTLINE_OIDC_CLAIM": "", "HOTLINE_PUBLIC_URL": "https://12345.example.org/"}
	for name, value := range whole {
		t.Setenv(name, value)
	}
	s, err := ReadSettings()
	if err != nil || s.Identity() == nil || s.OIDCClaim != "preferred_username" {
		t.Fatalf("claim %q, error %v", s.OIDCClaim, err)
	}
	for _, wrong := range []struct{ name, value string }{
		{"HOTLINE_OIDC_CLIENT_ID", ""}, {"HOTLINE_OIDC_CLIENT_SECRET", ""}, {"HOTLINE_PUBLIC_URL", ""},
		{"HOTLINE_PUBLIC_URL", "http://12345.example.org"}, {"HOTLINE_PUBLIC_URL", "12345.example.org"},
		{"HOTLINE_OIDC_ISSUER", "http://id.example.org"}, {"HOTLINE_OIDC_ISSUER", "id.example.org"},
	} {
		t.Run(wrong.name+" "+wrong.value, func(t *testing.T) {
			t.Setenv(wrong.name, wrong.value)
			if _, err := ReadSettings(); err == nil || !strings.Contains(err.Error(), wrong.name) {
				t.Errorf("%q: %v", wrong.value, err)
			}
		})
	}
	t.Setenv("HOTLINE_OIDC_ISSUER", "")
	t.Setenv("HOTLINE_PUBLIC_URL", "")
	if s, err := ReadSettings(); err != nil || s.Identity() != nil {
		t.Errorf("without an issuer: %v", err)
	}
}
