package org

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotline12345/internal/errs"
)

// What a password needs: many characters, or fewer of three kinds.
const (
	longPassword  = 12
	shortPassword = 8
	kindsOfShort  = 3
	// differentCharacters is the least: "aaaaaaaaaaaa" is long and no secret.
	differentCharacters = 5
)

// The codes of passwords that are refused.
const (
	CodeTooShort errs.FieldCode = "too_short"
	CodeIsLogin  errs.FieldCode = "is_login"
	CodeCommon   errs.FieldCode = "common"
	CodeSame     errs.FieldCode = "same" // as the one before
)

// CheckPassword returns what is wrong with a password for a login: too short, the login
// itself, or one of those that are guessed first; "" if nothing is.
func CheckPassword(login, password string) errs.FieldCode {
	n := utf8.RuneCountInString(password)
	lower := strings.ToLower(password)
	switch {
	case n < shortPassword, n < longPassword && kinds(password) < kindsOfShort:
		return CodeTooShort
	case strings.EqualFold(password, login):
		return CodeIsLogin
	case slices.Contains(commonPasswords, lower), different(lower) < differentCharacters:
		return CodeCommon
	}
	return ""
}

// kinds counts small letters, capitals, digits, and all other characters.
func kinds(s string) int {
	var small, capital, digit, other bool
	for _, c := range s {
		switch {
		case unicode.IsLower(c):
			small = true
		case unicode.IsUpper(c):
			capital = true
		case unicode.IsDigit(c):
			digit = true
		default:
			other = true
		}
	}
	n := 0
	for _, has := range []bool{small, capital, digit, other} {
		if has {
			n++
		}
	}
	return n
}

// different counts the different characters.
func different(s string) int {
	seen := map[rune]bool{}
	for _, c := range s {
		seen[c] = true
	}
	return len(seen)
}

// commonPasswords are those that are tried first and pass the other rules, in
// small letters; and the one of the demo, which everybody can read.
var commonPasswords = strings.Fields(`
	demo-12345 hotline12345 hotline-12345 12345hotline hotline@12345 admin-12345 admin@12345
	password1234 password12345 password123456 password123! passw0rd! p@ssw0rd p@ssword1 p@ssw0rd1 p@ssw0rd123 p@ssw0rd1234 password@123
	qwertyuiop12 qwertyuiop123 qwertyuiop[] qwer1234! qwer!234 qwer@1234 1qaz2wsx3edc 1qaz@wsx 1qaz!qaz !qaz2wsx 1qaz2wsx! 1q2w3e4r5t6y 1q2w3e4r!
	q1w2e3r4t5y6 zaq12wsx! qazwsxedcrfv asdfghjkl123 asdfghjkl;' zxcvbnm,./ zxcvbnm12345
	123456789012 1234567890123 012345678901 0123456789ab 123456789abc 1234567890qwerty 123456789qwe abcdefghijkl abcd1234! abcd@1234 abc@12345 abc12345! abc123456789
	a123456789012 a1234567890. aa123456 aa123456. aa123456! aa@123456 aa123456789 aa12345678 aa112233 a1b2c3d4 a1b2c3d4e5f6 ab123456 abc12345 abc123456 abcd1234
	qwer1234 qwe12345 qwe123456 qq123456 qq123456789 asd123456 zxc123456 admin123 admin1234 admin123456 administrator administrator1 admin@123 admin888 admin123!
	root@123 root123456 test1234 test@123 test@1234 test123456 user1234 user@123 welcome1 welcome123 welcome@123 letmein123 changeme123 changeme@123 iloveyou1314
	woaini123456 woaini1314520 woaini520 woaini1314 5201314woaini yunwan12345 yunwan@12345 china@123 china12345 huawei@123 huawei12#$ 123qwe!@# 123qwe!@ 123!@#qwe qwe123!@# 
	1234@abcd 12345@abc 1234!@#$ abc123!@# abc!@#123 !@#123qwe qwer123! asdf1234 asdf@1234 zxcv1234 zaq1@wsx passw0rd password1 summer2025! summer2026!`)
