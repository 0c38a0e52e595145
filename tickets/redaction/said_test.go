package redaction_test

import (
	"strings"
	"testing"

	"hotline12345/tickets"
)

// TestTheEndOfANumberIsHiddenHoweverItIsTold, and digits that are told otherwise stay.
func TestTheEndOfANumberIsHiddenHoweverItIsTold(t *testing.T) {
	t.Parallel()
	who := tickets.Register{Name: "王平", Contact: "13812340001、0757-88886666转8001"}
	for text, want := range map[string]string{
		"末尾四位是0001": "末尾四位是***", "尾号0001": "尾号***", "后四位 0001": "后四位 ***", "0001的手机": "***的手机", "8001分机": "***分机", "转8001": "转***", "最后四位数字为0001": "最后四位数字为***", "后四位数0001": "后四位数***", "最后四个数字是 0001": "最后四个数字是 ***",
		"末四位：0001": "末四位：***", "末4位0001": "末4位***", "后4位是“0001”": "后4位是“***”", "后面四位是0001": "后面四位是***", "后面几位是0001": "后面几位是***", "倒数四位0001": "倒数四位***", "尾数是0001": "尾数是***", "尾码0001": "尾码***", "手机尾号（0001）": "手机尾号（***）", "尾号为零零零一": "尾号为***", "尾號０００１": "尾號***", "尾号①": "尾号①", "尾号000①": "尾号***",
		"尾号0 0 0 1": "尾号***", "尾号0-0-0-1": "尾号***", "尾号是：0\u200b001": "尾号是：***", "后三位001": "后三位***", "末两位01": "末两位***", "后六位340001": "后六位***", "后八位12340001": "后八位***", "后四0001": "后四***", "以0001结尾": "以***结尾", "0001收尾的": "***收尾的", "0001结束的号码": "***结束的号码",
		"号码0001": "号码***", "电话是0001": "电话是***", "手机0001": "手机***", "手机号0001": "手机号***", "0001这个电话": "***这个电话", "0001那个号码": "***那个号码", "0001手机": "***手机", "0001号码": "***号码", "0001机主": "***机主", "0001用户": "***用户", "机主0001": "机主***", "“0001”的手机": "“***”的手机", "６６６６的座机": "***的座机",
		"last four digits 0001": "last four digits ***", "Ending in 0001": "Ending in ***", "ends with 0001": "ends with ***", "last 4: 0001": "last ***", "phone 0001": "phone ***", "0001 phone": "*** phone", "the number ends 0001": "the number ends ***",
		"分机8001": "分机***", "分机号是8001": "分机号是***", "分机號碼：8001": "分机號碼：***", "转接8001": "转接***", "轉8001": "轉***", "转到8001": "转到***", "内线8001": "内线***", "8001内线": "***内线", "8001号分机": "***号分机", "ext. 8001": "ext. ***", "Ext:8001": "Ext:***", "extension 8001": "extension ***", "x8001": "x***", "#8001": "#***", "88886666-8001": "***", "88886666转8001": "***转***", "0757-88886666#8001": "***", "八〇〇一分机": "***分机", "再拨8001": "再拨***", "尾号8001": "尾号***",
		"1381234开头": "***开头", "开头是1381234": "开头是***", "前七位1381234": "前七位***", "号段1381234": "号段***", "中间四位1234": "中间四位***", "中间是1234": "中间是1234", "138开头的号码": "138开头的号码", "1234元": "1234元",
		"0001号楼": "0001号楼", "8001号": "8001号", "8001次列车": "8001次列车", "之后0001": "之后0001", "最后12天": "最后12天", "尾号0002": "尾号0002", "后四位6665": "后四位6665", "末位淘汰": "末位淘汰", "限行尾号1和6": "限行尾号1和6", "转8002": "转8002", "收费8001元": "收费8001元", "0001": "0001", "文号0001": "文号0001", "6666元": "6666元", "电话6665": "电话6665",
	} {
		if got := unitReads(who, text); got != want {
			t.Errorf("of %+q a unit reads %q, want %q", text, got, want)
		}
	}
	for _, contact := range []string{"88886666-8001", "0757-88886666 ext 8001", "0757 88886666分机8001", "(0757)88886666#8001", "88886666转8001", "0757-88886666x8001", "88886666 转 8001", "88886666（8001）", "0757-88886666-8001", "075788886666,8001"} {
		if got := unitReads(tickets.Register{Contact: contact}, "打8888-6666转8001。请按8001分机"); strings.ContainsAny(got, "68") {
			t.Errorf("the contact is %q: a unit reads %q", contact, got)
		}
	}
}

// TestOfANameInLettersNothingIsRead: in any order, with a title, with dashes.
func TestOfANameInLettersNothingIsRead(t *testing.T) {
	t.Parallel()
	for _, h := range []hiding{
		{"Zhang Jianguo", "", map[string]string{"ZHANG Jian-guo": "***", "Jianguo Zhang": "***", "zhangjianguo": "***", "Mr. Zhang": "Mr. ***", "Zhang, Jianguo": "***", "JianGuo": "***", "jian guo zhang": "***", "zhang-jian-guo@mail": "***@mail", "Zhang先生": "***先生"}},
		{"ZHANG Jian-guo", "", map[string]string{"Zhang Jianguo": "***", "Jianguo Zhang": "***", "jianguo": "***", "Jian-Guo": "***"}},
		{"Zhang, Jianguo", "", map[string]string{"Zhang Jianguo": "***", "Jianguo": "***"}},
		{"Mr. Zhang", "", map[string]string{"zhang": "***", "Mr Zhang": "***", "Mr": "Mr"}},
		{"Li Na", "", map[string]string{"Ms. Li said": "Ms. *** said", "Li女士": "***女士", "Miss Na": "Miss ***", "Na Li": "***", "liable": "liable", "li": "li"}},
		{"Mr. John Q. Smith (tenant)", "", map[string]string{"John Smith": "*** ***", "Smith, J. Q.": "***, J. Q.", "the tenant": "the tenant", "JOHN Q SMITH": "***", "Smithfield": "Smithfield"}},
		{"Sean O'Brien", "", map[string]string{"OBrien": "***", "O’Brien": "***", "Brien": "***", "Brienne": "Brienne"}},
		{"Anna Smith and Li Na", "", map[string]string{"Anna": "***", "Na Li": "***", "and": "and", "Ms Li": "Ms ***", "Annabel": "Annabel"}},
		{"Jean-Luc Picard, Wei", "", map[string]string{"Jean Luc": "***", "jeanluc": "***", "Wei": "***", "weight": "weight"}},
		{"Нурлан Ахметов", "", map[string]string{"АХМЕТОВ Нурлан": "***", "Ахметов": "***"}},
		{"Nguyễn Văn An", "", map[string]string{"nguyen van an": "***", "Nguyen": "***", "An Nguyen Van": "***", "an apple": "an apple"}},
	} {
		h.check(t)
	}
}

// TestWhatElseTellsTheCitizen: employer, address, accounts, plates and cards, as in the fields.
func TestWhatElseTellsTheCitizen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		who   tickets.Register
		reads map[string]string
	}{
		{tickets.Register{Unit: "云湾船厂二车间"}, map[string]string{"云湾船厂": "***", "雲灣 船廠的": "***的", "二车间": "二车间", "船厂": "船厂", "云湾区": "云湾区"}},
		{tickets.Register{Unit: "云湾市望海区鑫达塑料制品有限公司质检部"}, map[string]string{"鑫达塑料制品": "***", "鑫达塑料制品有限公司": "***", "云湾市望海区": "云湾市望海区", "有限公司": "有限公司", "质检部": "质检部"}},
		{tickets.Register{Unit: "鑫达厂 后勤"}, map[string]string{"鑫达厂": "***", "后勤": "后勤"}},
		{tickets.Register{Unit: "市公安局刑警队"}, map[string]string{"公安局": "公安局", "刑警队": "刑警队"}},
		{tickets.Register{Unit: "退休"}, map[string]string{"退休职工": "退休职工"}},
		{tickets.Register{Unit: "云湾船厂2车间12号"}, map[string]string{"12月2日": "12月2日", "云湾船厂": "***"}},
		{tickets.Register{Contact: "zhang88@163.com"}, map[string]string{"微信zhang88": "微信***", "ZHANG88@163.COM": "***", "163.com": "163.com", "收163元": "收163元"}},
		{tickets.Register{Contact: "微信wxid_8a2b3c"}, map[string]string{"WXID_8A2B3C": "***"}},
		{tickets.Register{Contact: "QQ123456789"}, map[string]string{"qq：１２３４５６７８９": "***"}},
		{tickets.Register{Name: "张建国粤A12345"}, map[string]string{"粤A·12345": "粤***", "张建国": "***", "a12345": "***"}},
		{tickets.Register{Name: "张建国粤B1C2D3"}, map[string]string{"粤B1C2D3的车": "粤***的车", "1楼2号": "1楼2号"}},
		{tickets.Register{Name: "张建国 44010619900101123X"}, map[string]string{"440106199001011 23x": "***", "44010619900101123": "***", "身份证后三位123": "身份证后三位***"}},
		{tickets.Register{Name: "张建国440106900101123"}, map[string]string{"440106900101123": "***", "张建国": "***", "440106********123": "***"}},
		{tickets.Register{Name: "张建国45岁18号楼"}, map[string]string{"45元，18号楼": "45元，18号楼"}},
	} {
		for text, want := range c.reads {
			if got := unitReads(c.who, text); got != want {
				t.Errorf("the citizen is %+v: of %q a unit reads %q, want %q", c.who, text, got, want)
			}
		}
	}
}
