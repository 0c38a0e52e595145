package redaction_test

import "testing"

// TestAGivenNameAloneIsHiddenWhereItTellsTheCitizen; it is often a word, which stays.
func TestAGivenNameAloneIsHiddenWhereItTellsTheCitizen(t *testing.T) {
	t.Parallel()
	for _, h := range []hiding{
		{"张建国", "", map[string]string{
			"我叫建国": "我叫***", "建国说": "***说", "建国哥说": "***哥说", "阿国": "阿***", "国哥": "***哥", "小建国": "小***", "“建国”反映": "“***”反映", "*建国": "****", "张建*": "***", "张建某": "***", "张*国": "***", "张(先生)建国": "张(先生)***", "张先生（建国）": "***（***）", "姓张，名建国": "姓***，名***", "姓张，叫建国": "姓***，叫***",
			"建国·张": "***", "建国张": "***", "弓长张": "***", "姓弓长": "姓***", "弓长建国": "***", "姓氏是张": "姓氏是***", "Mr.张": "Mr.***", "张妈妈": "***", "张母": "***", "张夫妇": "***", "张家的": "***的", "张家夫妇": "***", "老张头": "老***",
			"建国路": "建国路", "建国以来": "建国以来", "建国门": "建国门", "中国哥": "中国哥", "建国张贴": "建国张贴", "张家港": "张家港", "张家界": "张家界", "张三的建国路": "张三的建国路", "弓长岭": "弓长岭", "爱国者": "爱国者",
		}},
		{"欧阳建国", "", map[string]string{"欧阳说": "***说", "歐陽": "***", "欧阳路": "欧阳路"}},
		{"东方红", "", map[string]string{"东方新村": "东方新村", "东方先生": "***"}},
		{"商文明", "", map[string]string{"商家的": "商家的", "文明施工": "文明施工", "商妈妈": "商妈妈"}},
		{"多吉次仁", "", map[string]string{"次仁多吉": "******", "多吉": "***"}},
	} {
		h.check(t)
	}
}

// TestANameIsHiddenInItsPinyin, and one in pinyin in its hanzi.
func TestANameIsHiddenInItsPinyin(t *testing.T) {
	t.Parallel()
	for _, h := range []hiding{
		{"张建国", "", map[string]string{
			"Zhang Jianguo": "***", "ZHANG Jian-guo": "***", "zhangjianguo": "***", "Jianguo Zhang": "***", "Zhang, Jian Guo": "***", "Zhāng Jiànguó": "***", "jianguo": "***", "Mr. Zhang": "Mr. ***", "Zhang先生": "***先生", "张jianguo": "***", "zhang建国": "***", "张建guo": "***", "zhangjianguo@qq.com": "***@qq.com",
			"zhang": "zhang", "jian": "jian", "Jianguomen": "Jianguomen", "zhangjiang": "zhangjiang",
		}},
		{"李可", "", map[string]string{"I like it": "I like it", "Li Ke": "***", "Ms Li": "Ms ***", "Ke Li": "***"}},
		{"李娜", "", map[string]string{"Li Na": "***", "lina": "***", "Li nation": "Li nation"}},
		{"吕绿", "", map[string]string{"Lü Lü": "***", "Lv Lv": "***", "LYU Lyu": "***", "lulu": "***"}},
		{"欧阳娜", "", map[string]string{"Ouyang Na": "***", "Na Ouyang": "***", "Ms. Ouyang": "Ms. ***"}},
		{"曾单", "", map[string]string{"Zeng Shan": "***", "Ceng Dan": "***"}},
		{"Zhang Jianguo", "", map[string]string{"张建国": "***", "張健國": "***", "章建国说": "***说", "建国": "建国", "张国": "张国"}},
		{"Jian-guo ZHANG", "", map[string]string{"张建国": "***"}},
		{"Fang Bian", "", map[string]string{"不方便": "不方便", "方便面": "方便面", "我叫方汴": "我叫***", "方便女士": "***女士"}},
		{"John Smith", "", map[string]string{"张建国": "张建国"}},
	} {
		h.check(t)
	}
}
