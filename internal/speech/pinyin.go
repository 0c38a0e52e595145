package speech

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// Pinyin returns Chinese characters as the Mandarin voice reads them: "qing1 chuan1 shi4".
// A character with several readings gets its usual one, which in a name may be wrong.
func Pinyin(chinese string) string {
	args := pinyin.NewArgs()
	args.Style = pinyin.Tone3
	return strings.Join(pinyin.LazyPinyin(chinese, args), " ")
}
