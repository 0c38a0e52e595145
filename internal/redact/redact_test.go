package redact_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"pgregory.net/rapid"

	"hotline12345/internal/redact"
)

// TestNumbersAreMasked: each of these is one number, as networks, people and URLs write it.
func TestNumbersAreMasked(t *testing.T) {
	t.Parallel()
	for _, number := range []string{
		"13800138000", "+8613800138000", "8613800138000", "008613800138000", "0138001380000", "138 0013 8000", "138-0013-8000",
		"138.0013.8000", "+86 138 0013 8000", "+86(138)00138000", "%2B8613800138000", "138%200013%208000", "138+0013+8000",
		"075788886666", "0757-88886666", "(0757) 88886666", "（0757）88886666", "0757 8888 6666", "0757 - 8888", "88886666", "8888-6666", "8886666",
		"+85221234567", "0085221234567", "4001234567", "400-123-4567", "1064912345678", "１３８００１３８０００", "+447911123456",
		"861012345678", "1380013800012", "0757-88-88 66 66", "057188886666转8001",
	} {
		for _, around := range []string{"%s", "caller %s gone", "PJSIP/%s@trunk", "PJSIP%%2F%s%%40trunk", "sip:%s;user=phone", `"%s" <sip:%[1]s@10.0.0.1:5060>`, "a%sb", "来电%s。", "tel=%s&x=1"} {
			text := fmt.Sprintf(around, number)
			if got := redact.Numbers(text); len(longest(got)) > 6 || !strings.Contains(got, redact.Mask) {
				t.Errorf("%s became %s", text, got)
			}
		}
	}
}

// longest returns the longest run of digits in a text, whatever parts it.
func longest(text string) (most string) {
	text = strings.ReplaceAll(text, "10.0.0.1:5060", "")
	text = strings.NewReplacer(" ", "", "-", "", ".", "", "+", "", "%20", "", "%2B", "", "%2F", "/").Replace(text)
	for run := range strings.FieldsFuncSeq(text, func(c rune) bool { return (c < '0' || c > '9') && (c < '０' || c > '９') }) {
		if len(run) > len(most) {
			most = run
		}
	}
	return most
}

// TestWhatALogIsSearchedForStays: ids, tickets, times, addresses, ports, and services that all know.
func TestWhatALogIsSearchedForStays(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"1764000000.12", "a-1764000000.12", "/channels/a-1764000000.12~agent~1/play", "a-1764000000.12-1.wav", "2026/11/29/a-1764000000.12-1.wav",
		"ticket 260302000017: move", "260302000017-2", "2026-11-30T02-00-00Z", "2026-11-29T08:31:14.123Z", "2026-11-29 08:31:14,123",
		"read udp 127.0.0.1:40000->192.168.100.200:30000: i/o timeout", "0000000000001234.journal", "12345", "95588", "110", "request 5060 of 8088",
		"K3JQ2MXA7PZ2345672345672AB", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		"550e8400-e29b-41d4-a716-446655440000", "SQLSTATE 57P01", "port 54321", "3001", "/api/tickets/260302000017/moves",
	} {
		if got := redact.Numbers(text); got != text {
			t.Errorf("%s became %s", text, got)
		}
	}
}

// TestNoMobileNumberPasses: with any signs between any of its digits.
func TestNoMobileNumberPasses(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		prefix := rapid.SampledFrom([]string{"", "+86", "0086", "86", "+86 ", "%2B86"}).Draw(t, "prefix")
		digits, sign := rapid.StringMatching(`1[3-9][0-9]{9}`).Draw(t, "digits"), rapid.StringMatching(`[-+ ]?`)
		number := digits[:3] + sign.Draw(t, "sign") + digits[3:7] + sign.Draw(t, "sign") + digits[7:]
		around := rapid.SampledFrom([]string{"%s", "x %s y", "/%s/", "=%s&", "%%2F%s%%40"}).Draw(t, "around")
		if got := redact.Numbers(fmt.Sprintf(around, prefix+number)); len(longest(got)) > 6 {
			t.Fatalf("%s became %s", prefix+number, got)
		}
	})
}

type card struct {
	Number string `json:"number"`
}

func (c card) String() string { return "card of " + c.Number }

// MarshalLogObject implements zapcore.ObjectMarshaler.
func (c card) MarshalLogObject(e zapcore.ObjectEncoder) error {
	e.AddString("number", c.Number)
	return nil
}

// TestNoFieldOfALogLineHasANumber: in whatever kind of field it comes; the line stays JSON, and
// counts stay what they were.
func TestNoFieldOfALogLineHasANumber(t *testing.T) {
	t.Parallel()
	const number = "13800138000"
	c := card{number}
	err := fmt.Errorf("dial: %w", &url.Error{Op: "Post", URL: "http://127.0.0.1:8088/ari/channels?endpoint=PJSIP%2F" + number + "%40trunk", Err: errors.New("refused")})
	var out bytes.Buffer
	log := zap.New(zapcore.NewCore(zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig()), zapcore.AddSync(redact.Writer(&out)), zap.DebugLevel))
	log.Named(number).Error("the caller "+number, zap.String("a", number), zap.ByteString("b", []byte(`{"contact":"`+number+`"}`)), zap.Error(err),
		zap.Stringer("c", c), zap.Any("d", c), zap.Strings("e", []string{"out", number}), zap.Object("f", c), zap.Reflect("g", map[string]string{number: number}),
		zap.String("h", "\x01"+number), zap.String("i", `"\`+number), zap.Int64("bytes", 123456789), zap.Float64("took", 0.0123456789), zap.String("call", "1764000000.12"), zap.Stack("stack"))
	for _, form := range []string{number, "3800138000", "0138000"} {
		if strings.Contains(out.String(), form) {
			t.Errorf("the line has the number:\n%s", out.String())
		}
	}
	var line struct {
		Bytes int64   `json:"bytes"`
		Took  float64 `json:"took"`
		Call  string  `json:"call"`
	}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line.Bytes != 123456789 || line.Took != 0.0123456789 || line.Call != "1764000000.12" {
		t.Errorf("%+v, error %v\n%s", line, err, out.String())
	}
}
