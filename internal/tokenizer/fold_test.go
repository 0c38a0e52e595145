package tokenizer

import (
	"strings"
	"testing"
)

// shared has its dictionary read once for all tests.
var shared = New()

// TestSearchFoldsLikeItIndexes: a text is found by what is typed in any form, whatever form it
// has itself.
func TestSearchFoldsLikeItIndexes(t *testing.T) {
	t.Parallel()
	w := shared
	for text, queries := range map[string][]string{
		"湖心路有五盏路灯不亮":               {"路燈", "路\u200b灯", "路\u00ad灯", "路\ufe00灯", "路 灯", "路\n灯", "⼼路", "　路灯　", "路\u2060燈", "路灯\U000e0100", "湖⼼路"},
		"湖心路有五盞路燈不亮":               {"路灯", "五盏", "路灯 不亮"},
		"住户家中著火，請答覆":               {"着火", "答复", "着火 答复", "答覆"},
		"⽔管⽼化，漏⽔":                  {"水管", "老化 漏水"},
		"路\n灯 不\u200b亮，施　工 噪\r\n声": {"路灯", "不亮", "施工噪声", "噪声"},
		"ＷｉＦｉ断了，Cafe\u0301 扰民":     {"wifi", "WIFI", "Ｗifi", "café", "CAFE", "cafe\u0301", "扰民"},
		"买买提·吐尔逊反映":                {"买买提吐尔逊", "買買提‧吐爾遜", "买买提 吐尔逊", "吐尔逊"},
		"張國榮住臺灣路":                  {"张国荣", "台湾路", "臺灣路", "张國榮"},
		"한글 간판":                    {"\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"},
		"联系电话+86 138-1234-0001":    {"13812340001", "138 1234 0001", "138-1234-0001", "+8613812340001", "0086 138 1234 0001", "１３８１２３４０００１", "0001", "12340001", "1381234", "138", "一三八一二三四〇〇〇一", "幺三八 一二三四 零零零一", "138.1234.0001", "（138）12340001", "①③⑧①②③④⓪⓪⓪①", "138—1234—0001"},
		"电话一三八一二三四零零零一":            {"13812340001", "0001", "12340001"},
		"0757-88886666转8001":       {"88886666", "075788886666", "0757 8888 6666", "(0757)88886666", "6666", "8888-6666", "+86 757 88886666", "0757-88886666转8001"},
		"打88886666":                {"0757-88886666", "6666", "88886666"},
		"香港852 9123 4567":          {"+85291234567", "4567", "91234567"},
		"13812340001、13900139000":  {"13900139000", "9000", "139-0013-9000", "0001"},
		"旧编号GD-2025-0017":          {"gd-2025-0017", "GD 2025 0017", "2025-0017", "GD－２０２５－００１７"},
		"办公室Wi-Fi信号差，5G-A基站":       {"wifi", "WiFi", "wi-fi", "Wi Fi", "ＷＩＦＩ", "5ga", "5G A", "5G-A"},
		"WIFI断了":                   {"wi-fi", "wifi"},
		"粤E·12345违停":               {"粤E12345", "粤E·12345", "粤e 12345", "粤 E12345", "粤Ｅ１２３４５", "E12345", "e·12345", "12345"},
		"粤E12345、粤A 88888违停":       {"粤E·12345", "粤E12345", "粤A·88888", "粤A88888"},
		"湖心路三栋二〇三室漏水":              {"3栋", "203室", "三栋203室", "3栋二〇三室", "湖心路3栋", "203", "二〇三", "203室漏水", "3栋 漏水"},
		"湖心路3栋203室漏水":              {"三栋", "二〇三室", "二百零三室", "叁栋", "湖心路三栋", "三栋二〇三室漏水", "２０３室"},
		"第二十三号楼，一百零五弄，三月五日":        {"23号楼", "第23号", "105弄", "3月5日", "二十三号楼"},
		"第23号楼，105弄，3月5日":          {"二十三号", "第二十三号楼", "一百零五弄", "三月五日"},
		"工单261123000001的回复":        {"261123000001", "261123-000001", "2611 2300 0001", "№261123000001"},
	} {
		index := w.Index(text)
		for _, q := range queries {
			if !finds(index, w.Query(q)) {
				t.Errorf("%+q is not found by %+q: %v in %q", text, q, w.Query(q), index)
			}
		}
	}
	for text, queries := range map[string][]string{
		"湖心路有五盏路灯不亮": {"路牌", "灯路", "心湖"}, "138-1234-0001": {"13812340002", "1234002", "0757-12340001", "00010"}, "房号1-2-302": {"12302", "1302"}, "四栋三〇二室": {"3栋", "203室", "43"}, "4栋302室": {"三栋", "四〇二室"}, "一个人": {"1个人"},
		"wi与fi": {"wifi", "wi-fi x"}, "粤E·12345": {"粤E·1234 5", "粤B12345"},
	} {
		index := w.Index(text)
		for _, q := range queries {
			if finds(index, w.Query(q)) {
				t.Errorf("%+q is found by %+q: %v in %q", text, q, w.Query(q), index)
			}
		}
	}
}

// TestWordsOfBeforeAreStillAskedFor until all tickets have folded ones.
func TestWordsOfBeforeAreStillAskedFor(t *testing.T) {
	t.Parallel()
	w := shared
	for index, queries := range map[string][]string{ // as they were indexed
		"路燈 燈不 不亮 亮":              {"路燈", "路燈不亮", "路燈 不亮"},
		"138 1234 0001 ｗｉｆｉ café": {"138-1234-0001", "1234", "ｗｉｆｉ", "Café"},
		"13812340001":             {"13812340001", "1381234"},
	} {
		for _, q := range queries {
			if !finds(strings.Fields(index), w.QueryAsTyped(q)) {
				t.Errorf("words of before, %s, are not found by %q: %v", index, q, w.QueryAsTyped(q))
			}
		}
	}
}

// FuzzWhatIsWrittenIsFound: a text is found by itself, in any script.
func FuzzWhatIsWrittenIsFound(f *testing.F) {
	for _, s := range []string{"路灯不亮", "路 灯\n138-1234-0001", "กรุงเทพ", "དབུས", "WiFi6和5G", "一三八〇〇〇〇", "0757-88886666转8001", "+", "①②③④⑤⑥⑦", "ა\u0301b"} {
		f.Add(s)
	}
	w := shared
	w.Index("词") // the dictionary takes longer than one input may
	f.Fuzz(func(t *testing.T, s string) {
		q := w.Query(s)
		if len(q) > 0 && !finds(w.Index(s), q) {
			t.Fatalf("%+q is not found by itself: %v in %q", s, q, w.Index(s))
		}
	})
}
