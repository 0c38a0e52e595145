// Package oidctest is a small conforming identity provider for tests: discovery, RS256 with
// keys that rotate, codes that open once, PKCE. Tests bend what it signs.
package oidctest

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// ClientID and ClientSecret are the one client that it knows.
const (
	ClientID     = "hotline"
	ClientSecret = "secret-of-the-client"
)

// Provider signs in whoever it is told, at once.
type Provider struct {
	*httptest.Server
	Now func() time.Time

	mu     sync.Mutex
	key    *rsa.PrivateKey
	kid    string
	codes  map[string]asked
	claims map[string]any // laid over those of each token
	info   map[string]any // told at the UserInfo endpoint alone
	access string         // the last access token
	alg    string
	down   bool
	// metadata is told beside the rest; ended are the subjects that signed out.
	metadata map[string]any
	ended    []string
	hang     chan struct{}
	asks     int // for its addresses
}

type asked struct{ nonce, challenge, redirect string }

// New starts a provider that signs everybody in as login.
func New(t testing.TB, login string) *Provider {
	t.Helper()
	p := &Provider{Now: time.Now, codes: map[string]asked{}, claims: map[string]any{"preferred_username": login}, alg: "RS256"}
	p.Rotate(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /userinfo", p.userInfo)
	mux.HandleFunc("GET /logout", p.logout)
	p.Server = httptest.NewServer(p.faulty(mux))
	t.Cleanup(func() { p.Hang(false); p.Close() })
	return p
}

// Rotate gives the provider another key; it forgets the one before.
func (p *Provider) Rotate(t testing.TB) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key, p.kid = key, rand.Text()
}

// Claim sets a claim of all further tokens; nil leaves it out.
func (p *Provider) Claim(name string, value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.claims[name] = value
}

// Info sets what the UserInfo endpoint tells.
func (p *Provider) Info(info map[string]any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.info = info
}

// Sign chooses how tokens are signed: RS256, HS256 with the client's secret, or none.
func (p *Provider) Sign(alg string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alg = alg
}

// EndsAt has the provider announce where people sign out; at its own place they do.
func (p *Provider) EndsAt(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.metadata = map[string]any{"end_session_endpoint": address}
}

// Ended returns who signed out: the logins of the tokens that came as hints.
func (p *Provider) Ended() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.ended)
}

// logout signs out whom the hint names, and leads back (RP-Initiated Logout 1.0).
func (p *Provider) logout(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	parts := strings.Split(q.Get("id_token_hint"), ".")
	var claims struct {
		Login string `json:"preferred_username"`
	}
	if len(parts) == 3 {
		raw, _ := base64.RawURLEncoding.DecodeString(parts[1])
		_ = json.Unmarshal(raw, &claims)
	}
	if q.Get("client_id") != ClientID || claims.Login == "" || q.Get("post_logout_redirect_uri") == "" {
		refuse(w, http.StatusBadRequest, "invalid_request")
		return
	}
	p.mu.Lock()
	p.ended = append(p.ended, claims.Login)
	p.mu.Unlock()
	w.Header().Set("Location", q.Get("post_logout_redirect_uri"))
	w.WriteHeader(http.StatusFound)
}

// Down has the provider answer 503 to everything.
func (p *Provider) Down(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

// Hang has the provider take requests and answer none.
func (p *Provider) Hang(hang bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case hang && p.hang == nil:
		p.hang = make(chan struct{})
	case !hang && p.hang != nil:
		close(p.hang)
		p.hang = nil
	}
}

// Asked is how often it was asked for its addresses.
func (p *Provider) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asks
}

func (p *Provider) faulty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		down, hang := p.down, p.hang
		if r.URL.Path == "/.well-known/openid-configuration" {
			p.asks++
		}
		p.mu.Unlock()
		if hang != nil {
			<-hang
		}
		if down {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	said := map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/userinfo", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}}
	for name, value := range p.metadata {
		said[name] = value
	}
	answer(w, said)
}

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != ClientID || q.Get("response_type") != "code" {
		http.Error(w, "invalid_request", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.mu.Lock()
	p.codes[code] = asked{q.Get("nonce"), q.Get("code_challenge"), q.Get("redirect_uri")}
	p.mu.Unlock()
	w.Header().Set("Location", q.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {q.Get("state")}}.Encode())
	w.WriteHeader(http.StatusFound)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	if id != ClientID || secret != ClientSecret {
		refuse(w, http.StatusUnauthorized, "invalid_client")
		return
	}
	p.mu.Lock()
	a, known := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !known || a.challenge != b64(sum[:]) || a.redirect != r.PostFormValue("redirect_uri") {
		refuse(w, http.StatusBadRequest, "invalid_grant")
		return
	}
	access := rand.Text()
	p.mu.Lock()
	p.access = access
	p.mu.Unlock()
	answer(w, map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": p.signed(a.nonce)})
}

// signed returns an id token with the claims of the test.
func (p *Provider) signed(nonce string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.Now()
	claims := map[string]any{"iss": p.URL, "sub": "7", "aud": ClientID, "nonce": nonce, "iat": now.Unix(),
		"exp": now.Add(5 * time.Minute).Unix(), "auth_time": now.Unix()}
	for name, value := range p.claims {
		claims[name] = value
		if value == nil {
			delete(claims, name)
		}
	}
	said := b64(encoded(map[string]any{"alg": p.alg, "kid": p.kid, "typ": "JWT"})) + "." + b64(encoded(claims))
	switch p.alg {
	case "none":
		return said + "."
	case "HS256":
		mac := hmac.New(sha256.New, []byte(ClientSecret))
		mac.Write([]byte(said))
		return said + "." + b64(mac.Sum(nil))
	}
	sum := sha256.Sum256([]byte(said))
	sig, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	if err != nil {
		panic(err) // no randomness: nothing is safe
	}
	return said + "." + b64(sig)
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	answer(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": p.kid,
		"n": b64(p.key.N.Bytes()), "e": b64(big.NewInt(int64(p.key.E)).Bytes())}}})
}

func (p *Provider) userInfo(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.access == "" || r.Header.Get("Authorization") != "Bearer "+p.access {
		refuse(w, http.StatusUnauthorized, "invalid_token")
		return
	}
	answer(w, p.info)
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(encoded(map[string]any{"error": code}))
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(encoded(v))
}

func encoded(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // a test's own mistake
	}
	return raw
}

func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }
