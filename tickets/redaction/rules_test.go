package redaction_test

import (
	"testing"

	"hotline12345/tickets/redaction"
)

// TestRulesOfFields: what of a field is a name, and what is none. Glued to other words (好生…明早)
// only what is surely a name is hidden.
func TestRulesOfFields(t *testing.T) {
	t.Parallel()
	for field, reads := range map[string]map[string]string{
		"东方户主":             {"东方来电": "***来电"},
		"户主单红公司":           {"好生单红明早": "好生***明早"},
		"老王李红梅":            {"好生李红梅明早": "好生***明早"},
		"送餐张海平":            {"好生张海平明早": "好生***明早", "好生海平明早": "好生海平明早"},
		"金沙路李红梅":           {"金沙路不亮": "金沙路不亮", "好生李红梅明早": "好生***明早"},
		"tenant Zhang":     {"the tenant said": "the tenant said", "Mr Zhang": "Mr ***"},
		"Nguyen Van An":    {"an van nguyen": "***", "van nguyen an": "*** an", "nguyen an": "*** an"},
		"楼长张建国":            {"楼长张建国称": "***称"},
		"张（代）建国":           {"好生张建国明早": "好生***明早"},
		"张建国":              {"张 , , , 建国": "张 , , , ***", "张 ,建国": "***", "我<b张建国": "我<b***", "zhang j. g. came": "***. came", "zhang j.g.": "***."},
		"李娜":               {"li n. came": "li n. came", "Li N. came": "***. came"},
		"青岚区临港路3栋502室":     {"住3栋502的": "住***的", "住3栋502室": "住***", "住3栋503": "住3栋503"},
		"<b>张</b>建国":       {"好生张建国明早": "好生***明早"},
		"张建国\n李红":          {"好生李红明早": "好生***明早", "好生张建国明早": "好生***明早"},
		"张建\n国":            {"好生张建国明早": "好生***明早"},
		"Zhang Jianguo,李红": {"好生李红明早": "好生***明早", "jianguo": "***"},
	} {
		for said, want := range reads {
			if got := hides(named(field), said); got != want {
				t.Errorf("the name's field is %q: of %q a unit reads %q, want %q", field, said, got, want)
			}
		}
	}
}

// TestRulesOfNumbersAndPlaces: what is told of a number or an employer, and what only looks so.
func TestRulesOfNumbersAndPlaces(t *testing.T) {
	t.Parallel()
	mobile, fixed := redaction.Citizen{Numbers: []string{"13812340001"}}, redaction.Citizen{Numbers: []string{"88886666"}}
	for _, c := range []struct {
		who        redaction.Citizen
		said, want string
	}{
		{mobile, "开头是1381234", "开头是***"}, {mobile, "开头是9876543", "开头是9876543"}, {mobile, "电话01", "电话01"}, {mobile, "电话0001", "电话***"},
		{mobile, "138〇〇〇0001", "***"}, {mobile, "138～～～0001", "***"}, {mobile, "138～～0001", "138～～0001"}, {mobile, "中间四位1234", "中间四位***"},
		{fixed, "八八八八一六六六六", "八八八八一六六六六"}, {fixed, "8888一6666", "***"}, {fixed, "8888ー6666", "***"},
		{redaction.Citizen{Told: []string{"鑫达厂8001"}}, "转8001", "转***"}, {redaction.Citizen{Told: []string{"鑫达厂801"}}, "转801", "转801"},
		{redaction.Citizen{Numbers: []string{"12"}}, "转12", "转***"}, {redaction.Citizen{Numbers: []string{"1"}}, "转1", "转1"},
		{redaction.Citizen{Told: []string{"云湾市鑫达塑料"}}, "鑫达塑料欠薪", "***欠薪"},
		{redaction.Citizen{Told: []string{"青岚区临港路3栋502室"}}, "住3栋502的", "住***的"},
	} {
		if got := hides(c.who, c.said); got != c.want {
			t.Errorf("%+v: of %q a unit reads %q, want %q", c.who, c.said, got, c.want)
		}
	}
}
