package fold

import (
	"reflect"
	"slices"
	"testing"
)

func TestHanziAreReadInPinyin(t *testing.T) {
	t.Parallel()
	for c, want := range map[rune]string{'张': "zhang", '国': "guo", '曾': "zeng", '单': "shan", '解': "xie", '吕': "lyu", '绿': "lv", '喆': "", '哲': "zhe", '玥': "yue", 'a': ""} {
		if got := Pinyin(c); want != "" && !slices.Contains(got, want) || want == "" && got != nil {
			t.Errorf("%c is read %q, want %q", c, got, want)
		}
	}
}

func TestLettersAreTakenApartIntoSyllables(t *testing.T) {
	t.Parallel()
	for letters, want := range map[string][][]string{
		"jianguo": {{"jian", "guo"}}, "xian": {{"xian"}, {"xi", "an"}}, "zhuang": {{"zhuang"}, {"zhu", "ang"}}, "smith": nil, "": nil, "jianguoan": nil,
	} {
		if got := Syllables(letters, 2); !reflect.DeepEqual(got, want) {
			t.Errorf("%s has the syllables %q, want %q", letters, got, want)
		}
	}
}
