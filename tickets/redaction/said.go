package redaction

import (
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// How people tell a part of a number in words. The patterns are for folded texts: those of what
// stands before end at the digits, those of what stands behind begin there.
const (
	// some is how many digits are told: 四位, 几个数字.
	some = `(?:[一二三四五六七八两几\d]{1,2}\s*(?:位数字|位数|位|个数字|个数|个号码|个|码|数字|数)?|位数字|位数|位|数字|号码)`
	// isSaid stands between words and digits.
	isSaid = `[^\pL\pN]{0,6}(?:应该是|好像是|大概是|就是|都是|分别是|显示为|显示是|显示|叫做|是|为|即|乃|系|is|are|was|no|with|in|of|as)?[^\pL\pN]{0,6}$`
	// number is what a telephone's number is called.
	number = `(?:手机号码|手机号|手机|电话号码|电话|号码|座机|固话|固定电话|小灵通|联系方式|微信号|微信|机主|用户|mobile|phone|telephone|tel|number|cell)`
)

var (
	beforeEnd    = regexp.MustCompile(`(?:尾号|尾数|尾码|尾字|结尾|末尾|收尾|尾巴|尾部|后缀|(?:最后|末尾|最末|倒数|后面|后边|后头|后段|末段|尾段|末|后|尾)的?\s*` + some + `)(?:的?(?:号码|数字|号|数))?` + isSaid)
	beforeEndEn  = regexp.MustCompile(`(?:last|final|ends?|ending|trailing|suffix|tail)\s*(?:\w{1,5}\s*)?(?:digits?|numbers?|figures?|nos?)?` + isSaid)
	behindEnd    = regexp.MustCompile(`^[^\pL\pN]{0,3}(?:的|为|是|作)?(?:结尾|收尾|尾号|尾数|末尾|结束|的尾|at the end)`)
	beforeWhole  = regexp.MustCompile(number + isSaid)
	behindWhole  = regexp.MustCompile(`^[^\pL\pN]{0,3}(?:的|那个|这个|那部|这部|该)*(?:手机|电话|号码|座机|固话|机主|用户|来电|号机|mobile|phone|number)`)
	beforeBegin  = regexp.MustCompile(`(?:开头|打头|号段|前面|前段|开始|(?:最?前|头)的?\s*` + some + `|begins|starts|starting|first\s*(?:\w{1,5}\s*)?(?:digits?|numbers?)?)(?:的?(?:号码|数字|号|数))?` + isSaid)
	behindBegin  = regexp.MustCompile(`^[^\pL\pN]{0,3}(?:的|为|是|作)?(?:开头|打头|起头|号段|字头)`)
	beforeMiddle = regexp.MustCompile(`(?:中间|当中|中段|middle)的?\s*` + some + `(?:的?(?:号码|数字|号|数))?` + isSaid)
	beforeExt    = regexp.MustCompile(`(?:转接到?|转到|转至|转拨|再拨|再按|转|分机号码?|分机|内线|小号|短号|集团号|虚拟网|extension|extn?|ext\.|x|#)(?:号码?|的)?` + isSaid)
	behindExt    = regexp.MustCompile(`^[^\pL\pN]{0,3}(?:号|这个|的)?(?:分机|内线|转接|小号|短号|ext)`)
)

// Least numbers of digits that are hidden: with words for the end of a number, with words for a
// number, and as a number's beginning.
const (
	shortestEnd   = 2
	shortestTold  = 4
	shortestBegin = 5
)

// wordsBefore and wordsBehind are how many signs around digits are read.
const (
	wordsBefore = 24
	wordsBehind = 12
)

// saidHits returns where a part of a number, or an extension, is told in words: 尾号8000;
// known is what is hidden anyhow.
func (n numbers) saidHits(text []rune, known []span) (hits []span) {
	for i := range text {
		for len(known) > 0 && known[0].to <= i {
			known = known[1:]
		}
		if len(known) > 0 && known[0].from <= i {
			continue
		}
		if !isDigitAt(text, i) || i > 0 && isDigitAt(text, i-1) {
			continue
		}
		for _, s := range toldAt(text, i) {
			if n.said(fold.Digits(string(text[s.from:s.to])), text[:s.from], text[s.to:]) {
				hits = append(hits, s)
			}
		}
	}
	return hits
}

// toldAt returns the stretches of digits that begin at a sign: those without anything between
// them, those behind a numeral (后四0001), and those with signs between them (0 0 0 1).
func toldAt(text []rune, i int) []span {
	end := i
	for end < len(text) && isDigitAt(text, end) {
		end++
	}
	list := []span{{i, end}}
	if end > i+1 && text[i] > '9' && text[i+1] <= '9' {
		list = append(list, span{i + 1, end})
	}
	if r, _ := runAt(text[:min(len(text), i+wordsBefore)], i); len(r.at) > end-i {
		list = append(list, span{i, r.at[len(r.at)-1] + 1})
	}
	return list
}

// said reports whether digits are a part of a number, or an extension, by what stands around.
func (n numbers) said(digits string, before, behind []rune) bool {
	ends, begins := n.ends(digits), len(digits) >= shortestBegin && n.some(digits, strings.HasPrefix)
	extension, within := slices.Contains(n.extensions, digits) || slices.Contains(n.short, digits), len(digits) >= shortestTold && n.some(digits, strings.Contains)
	if !ends && !begins && !extension && !within {
		return false
	}
	said := string(before[max(0, len(before)-wordsBefore):])
	then := string(behind[:min(len(behind), wordsBehind)])
	whole := len(digits) >= shortestTold && (beforeWhole.MatchString(said) || behindWhole.MatchString(then))
	return ends && (whole || beforeEnd.MatchString(said) || beforeEndEn.MatchString(said) || behindEnd.MatchString(then)) ||
		begins && (beforeBegin.MatchString(said) || behindBegin.MatchString(then)) ||
		within && beforeMiddle.MatchString(said) ||
		extension && (whole || beforeExt.MatchString(said) || behindExt.MatchString(then) || beforeEnd.MatchString(said))
}

// ends reports whether digits are the last ones of a number.
func (n numbers) ends(digits string) bool {
	return len(digits) >= shortestEnd && n.some(digits, strings.HasSuffix)
}

// some reports whether one of the numbers has digits in a place.
func (n numbers) some(digits string, has func(number, digits string) bool) bool {
	return slices.ContainsFunc(n.whole, func(w string) bool { return len(w) > len(digits) && has(w, digits) })
}
