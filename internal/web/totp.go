package web

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"image/png"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// codeStep is how long a code of a telephone is shown (RFC 6238): one before and one after
// is taken too, as its clock may be a little off.
const codeStep = 30 * time.Second

var codeForm = totp.ValidateOpts{Period: uint(codeStep / time.Second), Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// stepOf returns the step whose code was typed, near a time; 0 for none.
func stepOf(secret, code string, now time.Time) (int64, error) {
	for _, off := range []time.Duration{0, -codeStep, codeStep} {
		at := now.Add(off)
		want, err := totp.GenerateCodeCustom(secret, at, codeForm)
		if err != nil {
			return 0, fmt.Errorf("the code of a second factor: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return at.Unix() / int64(codeStep/time.Second), nil
		}
	}
	return 0, nil
}

// newSecret makes a secret, its address for the telephone (otpauth://) and that as a picture
// (data:image/png).
func newSecret(issuer, login string) (secret, address, picture string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, Period: codeForm.Period, Digits: codeForm.Digits, Algorithm: codeForm.Algorithm})
	if err != nil {
		return "", "", "", fmt.Errorf("make a second factor: %w", err)
	}
	img, err := key.Image(240, 240)
	if err != nil {
		return "", "", "", fmt.Errorf("draw a second factor: %w", err)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return "", "", "", fmt.Errorf("draw a second factor: %w", err)
	}
	return key.Secret(), key.URL(), "data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes()), nil
}

// recoveryCodes is how many codes there are for when the telephone is lost.
const recoveryCodes = 10

// newRecoveryCodes makes codes such as "k7mxpd-9wrtab-ch3kzn-q5vyej", about 118 bits each,
// and their sums: what has so many bits needs no slow one.
func newRecoveryCodes() (codes, sums []string) {
	for range recoveryCodes {
		plain := strings.ReplaceAll(makePassword()+makePassword(), "-", "")[:24]
		codes = append(codes, plain[:6]+"-"+plain[6:12]+"-"+plain[12:18]+"-"+plain[18:])
		sums = append(sums, sumOf(plain))
	}
	return codes, sums
}

// typedCode returns a code without the spaces and dashes that people type.
func typedCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u3000' {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(code)))
}

func sumOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// ErrNoFactorKey: the key that sealed the secrets of second factors is missing. Another one
// would open none of them.
var ErrNoFactorKey = errors.New("the key that sealed the second factors is missing")

// errUnsealed: the secret was sealed with another key.
var errUnsealed = errors.New("the second factor was sealed with another key than that of the data folder; an administrator resets it")

// sealSecret and unsealSecret keep secrets from who reads the database alone (AES-256-GCM).
func sealSecret(key []byte, secret string) ([]byte, error) {
	seal, err := sealer(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, seal.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return seal.Seal(nonce, nonce, []byte(secret), nil), nil
}

func unsealSecret(key, sealed []byte) (string, error) {
	seal, err := sealer(key)
	if err != nil {
		return "", err
	}
	if len(sealed) < seal.NonceSize() {
		return "", errUnsealed
	}
	plain, err := seal.Open(nil, sealed[:seal.NonceSize()], sealed[seal.NonceSize():], nil)
	if err != nil {
		return "", errUnsealed
	}
	return string(plain), nil
}

func sealer(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("the key of second factors: %w", err)
	}
	return cipher.NewGCM(block)
}
