package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
)

// factorShelf keeps second factors in memory.
type factorShelf struct {
	people *people
	mu     sync.Mutex
	all    map[string]*kept
}

type kept struct {
	secret    []byte
	confirmed bool
	step      int64
	codes     []string
}

func newFactorShelf(p *people) *factorShelf { return &factorShelf{people: p, all: map[string]*kept{}} }

func (f *factorShelf) Factor(_ context.Context, user string) (org.SecondFactor, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := f.all[user]
	if k == nil {
		return org.SecondFactor{}, errs.ErrNotFound
	}
	return org.SecondFactor{Secret: k.secret, Confirmed: k.confirmed}, nil
}

func (f *factorShelf) BeginFactor(_ context.Context, user string, secret []byte, _ time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if k := f.all[user]; k != nil && k.confirmed {
		return errs.ErrConflict
	}
	f.all[user] = &kept{secret: secret}
	return nil
}

func (f *factorShelf) ConfirmFactor(_ context.Context, user string, step int64, codes []string, _ time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := f.all[user]
	if k == nil || k.confirmed {
		return errs.ErrConflict
	}
	k.confirmed, k.step, k.codes = true, step, codes
	return nil
}

func (f *factorShelf) UseStep(_ context.Context, user string, step int64) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := f.all[user]
	if k == nil || !k.confirmed || step <= k.step {
		return false, nil
	}
	k.step = step
	return true, nil
}

func (f *factorShelf) UseRecovery(_ context.Context, user, hash string, _ time.Time) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := f.all[user]
	if k == nil {
		return false, nil
	}
	i := slices.Index(k.codes, hash)
	if i >= 0 {
		k.codes = slices.Delete(k.codes, i, i+1)
	}
	return i >= 0, nil
}

func (f *factorShelf) RemoveFactor(_ context.Context, user string) error {
	f.mu.Lock()
	delete(f.all, user)
	f.mu.Unlock()
	for _, u := range f.people.Every() {
		if u.ID == user {
			f.people.change(u.Login, func(u *org.User) { u.SecondFactor = false })
		}
	}
	return nil
}

// withCode is the body of signing in with a code.
func withCode(login, code string) string {
	return strings.TrimSuffix(signInBody(login, password), "}") + `,"code":"` + code + `"}`
}

// telephone shows the codes of a secret.
func (o *office) telephone(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCodeCustom(secret, o.now(), codeForm)
	must(t, err)
	return code
}

// enrol gives an account a second factor, and returns its secret and its recovery codes.
func enrol(t *testing.T, o *office, b *browser) (string, []string) {
	t.Helper()
	b.do("POST", "/api/session/factor", `{"password":"wrong"}`).want(422, "invalid_fields")
	made := read[NewFactor](b.do("POST", "/api/session/factor", `{"password":"`+password+`"}`).want(200, ""))
	if !strings.HasPrefix(made.Address, "otpauth://totp/") || !strings.Contains(made.Address, made.Secret) || !strings.HasPrefix(made.Picture, "data:image/png;base64,") {
		t.Errorf("%+v", made)
	}
	b.do("PUT", "/api/session/factor", `{"code":"000000"}`).want(422, "invalid_fields")
	codes := read[RecoveryCodes](b.do("PUT", "/api/session/factor", `{"code":"`+o.telephone(t, made.Secret)+`"}`).want(200, "")).Codes
	if len(codes) != recoveryCodes || slices.Contains(codes[1:], codes[0]) {
		t.Errorf("recovery codes %v", codes)
	}
	return made.Secret, codes
}

// TestASecondFactor: from then on the password alone opens nothing; a code opens once, a
// recovery code too, and neither opens another account.
func TestASecondFactor(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	elsewhere := o.as(t, "auditor")
	here := o.as(t, "auditor")
	secret, codes := enrol(t, o, here)
	here.do("GET", "/api/session", "").want(200, "")
	elsewhere.do("GET", "/api/session", "").want(401, "signed_out")
	try := func(code string) reply { return o.browser(t).do("POST", "/api/session", withCode("auditor", code)) }
	o.browser(t).do("POST", "/api/session", signInBody("auditor", password)).want(401, "code_needed")
	o.browser(t).do("POST", "/api/session", strings.Replace(withCode("auditor", codes[0]), password, "wrong", 1)).want(401, "wrong_password")
	try(o.telephone(t, secret)).want(401, "wrong_code") // it has confirmed the factor already
	o.pass(codeStep)
	code := o.telephone(t, secret)
	try(code[:3]+" "+code[3:]).want(200, "")
	try(code).want(401, "wrong_code")
	o.pass(2 * codeStep)
	early := o.telephone(t, secret)
	o.pass(codeStep)
	try(early).want(200, "") // typed slowly
	o.pass(3 * codeStep)
	try(code).want(401, "wrong_code")
	try(strings.ToUpper(codes[3])).want(200, "")
	try(codes[3]).want(401, "wrong_code")
	enrol(t, o, o.as(t, "supervisor"))
	o.browser(t).do("POST", "/api/session", withCode("supervisor", codes[4])).want(401, "wrong_code")
	if u := read[Session](try(codes[5]).want(200, "")).User; !u.SecondFactor {
		t.Errorf("%+v", u)
	}
}

// TestCodesCannotBeGuessed: wrong ones count like wrong passwords, and the right password
// alone forgives none.
func TestCodesCannotBeGuessed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	secret, _ := enrol(t, o, o.as(t, "auditor"))
	o.pass(org.FailureWindow)
	for i := range tenWrong {
		o.browser(t).do("POST", "/api/session", withCode("auditor", "00000"+string(rune('0'+i)))).want(401, "wrong_code")
		o.browser(t).do("POST", "/api/session", signInBody("auditor", password))
	}
	o.browser(t).do("POST", "/api/session", withCode("auditor", o.telephone(t, secret))).want(429, "too_many_attempts")
}

// TestARoleNeedsASecondFactor: before it is there, nothing else is done; whose role needs it
// keeps it, until an administrator takes it away.
func TestARoleNeedsASecondFactor(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Policy.FactorRoles = []org.Role{org.RoleAuditor} })
	b := o.as(t, "auditor")
	b.do("GET", "/api/tickets", "").want(403, "factor_to_set")
	if u := read[Session](b.do("GET", "/api/session", "").want(200, "")).User; !u.MustEnroll {
		t.Errorf("%+v", u)
	}
	o.as(t, "supervisor").do("GET", "/api/tickets", "").want(200, "")
	_, codes := enrol(t, o, b)
	b.do("GET", "/api/tickets", "").want(200, "")
	b.do("POST", "/api/session/factor", `{"password":"`+password+`"}`).want(409, "changed_meanwhile")
	b.do("POST", "/api/session/factor/removal", `{"password":"`+password+`"}`).want(409, "factor_needed")
	admin := o.as(t, "administrator")
	admin.do("DELETE", "/api/users/auditor/factor", "").want(200, "")
	b.do("GET", "/api/session", "").want(401, "signed_out")
	o.browser(t).do("POST", "/api/session", withCode("auditor", codes[0])).want(200, "") // the password alone again
	o.as(t, "auditor").do("GET", "/api/tickets", "").want(403, "factor_to_set")
	admin.do("DELETE", "/api/users/administrator/factor", "").want(409, "own_account")
	changes := read[[]org.UserChange](admin.do("GET", "/api/user-changes?login=auditor", "").want(200, ""))
	if len(changes) != 2 || changes[0].What != org.UserFactorReset || changes[1].What != org.UserFactor {
		t.Errorf("on record: %+v", changes)
	}
}

// TestOnesOwnSecondFactorGoes with the password and a code, where no role needs it: who knows
// the password alone takes it from nobody.
func TestOnesOwnSecondFactorGoes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "leader")
	secret, codes := enrol(t, o, b)
	remove := func(password, code string) reply {
		return b.do("POST", "/api/session/factor/removal", `{"password":"`+password+`","code":"`+code+`"}`)
	}
	used := o.telephone(t, secret) // has confirmed the factor
	o.pass(codeStep)
	refused := map[string]reply{"password": remove("wrong", o.telephone(t, secret)), "code": remove(password, "")}
	for field, got := range refused {
		if p := got.want(422, "invalid_fields").problem(); len(p.Fields) != 1 || p.Fields[0].Field != field {
			t.Errorf("refused for %+v, want %s", p.Fields, field)
		}
	}
	for _, code := range []string{"000000", used, " - ", "aaaaaa-bbbbbb-cccccc-dddddd"} {
		remove(password, code).want(422, "invalid_fields")
	}
	b.do("POST", "/api/session/factor/removal", `{"password":"`+password+`"}`).want(422, "invalid_fields") // a page of before
	o.browser(t).do("POST", "/api/session", signInBody("leader", password)).want(401, "code_needed")
	if wrong := len(o.people.tries); wrong < 6 {
		t.Errorf("%d tries on record: guesses do not count", wrong)
	}
	o.pass(org.FailureWindow)
	remove(password, o.telephone(t, secret)).want(204, "")
	o.browser(t).do("POST", "/api/session", signInBody("leader", password)).want(200, "")
	enrol(t, o, b)
	b.do("POST", "/api/session/factor/removal", `{"password":"`+password+`","code":"`+codes[0]+`"}`).want(422, "invalid_fields") // of the one before
}

// TestARecoveryCodeTakesAFactorAway whose telephone is lost; one that nobody can read any more
// goes by the password, as no code of it can be had.
func TestARecoveryCodeTakesAFactorAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "leader")
	_, codes := enrol(t, o, b)
	b.do("POST", "/api/session/factor/removal", `{"password":"`+password+`","code":"`+codes[3]+`"}`).want(204, "")
	enrol(t, o, b)
	shelf, _ := o.cfg.Factors.(*factorShelf)
	for _, k := range shelf.all {
		k.secret[len(k.secret)-1] ^= 1 // sealed with the key of another data folder
	}
	b.do("POST", "/api/session/factor/removal", `{"password":"wrong"}`).want(422, "invalid_fields")
	b.do("POST", "/api/session/factor/removal", `{"password":"`+password+`"}`).want(204, "")
}

// TestAnOldPasswordIsChanged before anything else, by who knows it.
func TestAnOldPasswordIsChanged(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Policy.PasswordAge = 90 * 24 * time.Hour })
	aged := func(days int) {
		o.people.change("leader", func(u *org.User) { u.PasswordAt = o.now().AddDate(0, 0, -days) })
	}
	aged(89)
	o.as(t, "leader").do("GET", "/api/tickets", "").want(200, "")
	aged(90)
	b := o.as(t, "leader")
	b.do("GET", "/api/tickets", "").want(403, "password_to_change")
	b.do("PUT", "/api/session/password", `{"new":"湖心路第9盏灯亮了-ok"}`).want(422, "invalid_fields")
	if u := read[Session](b.do("PUT", "/api/session/password", `{"old":"`+password+`","new":"湖心路第9盏灯亮了-ok"}`).want(200, "")).User; u.PasswordExpired {
		t.Errorf("%+v", u)
	}
	b.do("GET", "/api/tickets", "").want(200, "")
	o.as(t, "supervisor").do("GET", "/api/tickets", "").want(200, "") // of before there were times
}

func TestSecretsAreSealed(t *testing.T) {
	t.Parallel()
	key := make([]byte, 32)
	sealed, err := sealSecret(key, "JBSWY3DPEHPK3PXP")
	must(t, err)
	if strings.Contains(string(sealed), "JBSW") {
		t.Error("the secret can be read")
	}
	plain, err := unsealSecret(key, sealed)
	if err != nil || plain != "JBSWY3DPEHPK3PXP" {
		t.Errorf("%q %v", plain, err)
	}
	other := make([]byte, 32)
	other[0] = 1
	for _, raw := range [][]byte{sealed[:5], append(slices.Clone(sealed[:len(sealed)-1]), sealed[len(sealed)-1]^1)} {
		if _, err := unsealSecret(key, raw); err == nil {
			t.Error("a broken secret is read")
		}
	}
	if _, err := unsealSecret(other, sealed); err == nil {
		t.Error("another key opens it")
	}
}

// TestWithoutTheKeyOfSecondFactors nothing is sealed or opened, and it is said so: a right code
// is not called wrong, no factor goes by the password alone, and a recovery code opens.
func TestWithoutTheKeyOfSecondFactors(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	auditor := o.as(t, "auditor")
	secret, codes := enrol(t, o, auditor)
	o.pass(org.FailureWindow)
	o.keyLost = ErrNoFactorKey
	for range tenWrong + 1 {
		o.browser(t).do("POST", "/api/session", withCode("auditor", o.telephone(t, secret))).want(503, "factor_key_missing")
	}
	auditor.do("POST", "/api/session/factor/removal", `{"password":"`+password+`","code":"123456"}`).want(503, "factor_key_missing")
	o.as(t, "agent").do("POST", "/api/session/factor", `{"password":"`+password+`"}`).want(503, "factor_key_missing")
	o.browser(t).do("POST", "/api/session", withCode("auditor", codes[0])).want(200, "")
	o.keyLost = nil
	o.pass(codeStep)
	o.browser(t).do("POST", "/api/session", withCode("auditor", o.telephone(t, secret))).want(200, "")
}
