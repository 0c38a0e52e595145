package redaction_test

import (
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// unitReads returns what a clerk of a unit reads of a text in a confidential ticket.
func unitReads(who tickets.Register, text string) string {
	x := storetest.In(tickets.Handling)
	x.Entries, x.Answer, x.Caller = nil, nil, ""
	x.Register = who
	x.Confidential, x.Content = true, text
	return tickets.RedactFor(storetest.Clerk("Y04"), x, org.NewTree(storetest.Units())).Content
}

// hiding is a citizen, and for texts what a unit reads of them.
type hiding struct {
	name, contact string
	reads         map[string]string
}

func (h hiding) check(t *testing.T) {
	t.Helper()
	for text, want := range h.reads {
		if got := unitReads(tickets.Register{Name: h.name, Contact: h.contact}, text); got != want {
			t.Errorf("the citizen is %s %s: of %+q a unit reads %+q, want %+q", h.name, h.contact, text, got, want)
		}
	}
}

// TestANameIsHiddenInEveryForm in which it folds to the same; the rest stays word for word.
func TestANameIsHiddenInEveryForm(t *testing.T) {
	t.Parallel()
	for _, h := range []hiding{
		{"王建国", "", map[string]string{
			"我是王建國，住臨港路": "我是***，住臨港路", "王 建国": "***", "王　建　國。": "***。", "王\n建国": "***", "王\u200b建\u00ad国！": "***！", "⺩建国": "***", "王\U000e0100建国": "***",
			"王·建·国与王、建国": "***与***", "王-建-国": "***", "找王建圀": "找***", "王建": "王建", "王健国": "王健国", "建国门": "建国门", "“王建国”": "“***”",
		}},
		{"王平", "", map[string]string{"王 平": "***", "王·平": "***", "老王。平时": "老***时", "王，平": "王，平", "王平平": "***平", "天王平台": "天***台"}},
		{"阿依古丽·买买提", "", map[string]string{
			"阿依古丽买买提说": "***说", "阿依古麗‧買買提": "***", "阿依古丽•买买提": "***", "阿依古丽 买买提": "***", "阿依古丽。买买提": "***", "阿依古丽・　买买提": "***", "阿依古丽来过": "***来过", "買買提": "***", "阿依古丽.买买提": "***",
		}},
		{"José Núñez", "", map[string]string{
			"JOSE NUNEZ came": "*** came", "Jose\u0301  Nun\u0303ez": "***", "ｊｏｓｅ　ｎｕｎｅｚ": "***", "josenunez@mail": "***@mail", "jose-nunez": "***", "Mr Nuñez": "Mr ***", "josef": "josef", "San José": "San ***",
		}},
		{"Li Na", "", map[string]string{"LI  NA": "***", "lina": "***", "Alina": "Alina", "li nation": "li nation", "Li-Na": "***"}},
		{"欧阳娜", "", map[string]string{"歐陽娜": "***", "欧阳女士": "***", "歐陽老师": "***", "小欧阳说": "小***说"}},
		{"萧红梅", "", map[string]string{"肖红梅": "***", "蕭紅梅": "***", "肖女士": "肖女士"}},
		{"汤显祖 ", "", map[string]string{"湯顯祖": "***"}},
		{"ガブリエル", "", map[string]string{"ｶﾞﾌﾞﾘｴﾙ": "***"}},
	} {
		h.check(t)
	}
}

// TestAFieldHoldsNotesAndSeveralNames: each name counts, and no note is hidden.
func TestAFieldHoldsNotesAndSeveralNames(t *testing.T) {
	t.Parallel()
	text := "张三还有李四说，邻居的先生保密，李四、张三"
	want := "***还有***说，邻居的先生保密，***、***"
	for _, name := range []string{"张三、李四", "张三/李四", "张三和李四", "张三 李四", "張三，李四", "张三(邻居)、李四（代诉）", "张三（李四）", "张三【李四】", "张三;李四；", "张三与李四", "张三\n李四", "邻居张三、朋友李四", "张三&李四", "张三 (先生) 李四 [保密]", "张三＋李四", "张三先生、李四女士", "张三代李四", "李四以及张三本人", "张三；李四的母亲"} {
		if got := unitReads(tickets.Register{Name: name}, text); got != want {
			t.Errorf("the name's field is %q: a unit reads %q, want %q", name, got, want)
		}
	}
	for _, h := range []hiding{
		{"张三（13800138000）", "", map[string]string{"打13800138000": "打***", "张三": "***"}},
		{"匿名", "", map[string]string{"匿名举报，请保密": "匿名举报，请保密"}},
		{"先生", "", map[string]string{"先生来电": "先生来电"}},
		{"王", "", map[string]string{"王府路有王": "王府路有王"}},
		{"李（保密）", "", map[string]string{"要求保密": "要求保密"}},
		{"李和平", "", map[string]string{"李和平": "***", "和平路": "和平路"}},
		{"邻居", "", map[string]string{"邻居吵闹": "邻居吵闹"}},
		{"王Tony", "", map[string]string{"王tony": "***", "王先生": "***", "TONY": "TONY"}},
		{"Maria Nunez", "", map[string]string{"Maria": "***", "Mariano": "Mariano", "MariaNunez": "***", "maria2": "***2"}},
		{"陈方安生", "", map[string]string{"陈太": "***", "陳方安生": "***"}},
		{"小王", "", map[string]string{"老王说": "老***说", "王先生": "***", "小王八蛋": "***八蛋"}},
		{"Na Li", "", map[string]string{"LI NA": "***", "li  na came": "*** came"}},
		{"王先生", "", map[string]string{"王先生说": "***说", "王某": "***", "先生": "先生"}},
	} {
		h.check(t)
	}
}

// TestASurnameWithATitleIsHidden where it can be the citizen.
func TestASurnameWithATitleIsHidden(t *testing.T) {
	t.Parallel()
	for _, h := range []hiding{
		{"王建军", "", map[string]string{
			"王先生反映": "***反映", "致电王女士": "致电***", "王师傅说": "***说", "老王说": "老***说", "小王，": "小***，", "王某称": "***称", "王某某": "***", "王工到场": "***到场", "王老师": "***", "王 先生": "***", "王·先生": "***", "王      建军": "***", "王生病": "王生病", "王太": "***", "姓王的": "姓***的", "王姓市民": "***姓市民",
			"王**": "***", "王×军": "***", "王某军": "***", "王○○": "***", "王總": "***", "王阿姨、王大爷": "***、***", "建军同志": "***同志", "王經理": "***", "王xx": "***", "\u200b王\u00ad先生": "\u200b***",
			"王府路": "王府路", "国王": "国王", "大王庄": "大王庄", "王总公司": "王总公司", "小王庄": "小王庄", "老王工作忙": "老***工作忙", "建军节": "建军节", "天王老子": "天王老子", "王工程": "王工程",
		}},
		{"方明", "", map[string]string{"对方业主": "对方业主", "市民方女士": "市民***", "方先生": "***", "联系方老师": "联系***", "市民方老师": "市民***", "地方居民": "地方居民"}},
		{"施红", "", map[string]string{"施工队长": "施工队长", "夜间施工": "夜间施工"}},
		{"区小明", "", map[string]string{"小区居民": "小区居民", "小区的业主": "小区的业主", "城区市民": "城区市民"}},
		{"时建", "", map[string]string{"24小时": "24小时", "临时工": "临时工", "当时老师": "当时老师"}},
		{"于波", "", map[string]string{"对于老师": "对于老师", "由于业主": "由于业主", "于女士": "***"}},
		{"程亮", "", map[string]string{"小程序": "小程序", "工程师傅": "工程师傅", "工程经理": "工程经理"}},
		{"林清", "", map[string]string{"园林业主任": "园林业主任", "林业局": "林业局", "林小姐": "***"}},
		{"金海", "", map[string]string{"小金库": "小金库", "基金经理": "基金经理", "金老板": "***"}},
		{"高军", "", map[string]string{"老百姓高兴": "老百姓高兴", "提高老师待遇": "提高老师待遇", "小高层": "小高层", "最高法官": "最高法官"}},
		{"阿依古丽", "", map[string]string{"阿依古丽女士": "***女士", "阿姨": "阿姨"}},
	} {
		h.check(t)
	}
}

// TestATitleOfAnotherPersonStays: of a bureau's staff, or named in the text in full.
func TestATitleOfAnotherPersonStays(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(storetest.Units())
	reads := func(content string, staff org.Person) string {
		x := storetest.In(tickets.Handling)
		x.Register = tickets.Register{Name: "王建军", Confidential: true, Content: content}
		x.Entries = []tickets.Entry{{By: staff}}
		return tickets.RedactFor(storetest.Clerk("Y04"), x, tree).Content
	}
	for _, c := range []struct{ content, staff, want string }{
		{"王科长接待了王先生", "王海", "王科长接待了***"},
		{"王科长接待了王先生", "李海", "***接待了***"},
		{"王科长接待了王先生", "王建军", "***接待了***"},
		{"举报王大伟局长，王局长收钱，王先生有证据", "李海", "举报王大伟局长，王局长收钱，***有证据"},
		{"王建军局长与王局长", "李海", "***局长与***"},
		{"王先生和王女士", "李海", "***和***"},
	} {
		if got := reads(c.content, org.Person{Name: c.staff}); got != c.want {
			t.Errorf("with %s a unit reads %q, want %q", c.staff, got, c.want)
		}
	}
}

// TestANumberIsHiddenInEveryForm: in Chinese numerals, half hidden, with other separators, and
// each of several.
func TestANumberIsHiddenInEveryForm(t *testing.T) {
	t.Parallel()
	for _, h := range []hiding{
		{"", "13812340001", map[string]string{
			"一三八一二三四〇〇〇一": "***", "幺叁捌 幺两三四 零零零壹": "***", "壹叁捌壹贰叁肆零零零壹号": "***号", "138一二三四0001": "***", "①③⑧①②③④⓪⓪⓪①": "***", "¹³⁸¹²³⁴⁰⁰⁰¹": "***", "١٣٨١٢٣٤٠٠٠١": "***", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣0️⃣0️⃣0️⃣1️⃣": "***", "I38l234OOOl": "***", "138I234oool": "***",
			"138****0001": "***", "138***0001": "***", "138 **** 0001": "***", "138xxxx0001": "***", "138－××××－0001": "***", "138…0001": "***", "138…………0001": "***", "*******0001": "***", "1381234****": "***", "138********": "***", "1*8*2*4*0*1": "***", "138####0001": "***", "138••••0001": "***", "138----0001": "***", "138〇〇〇〇0001": "***", "138⭐⭐⭐⭐0001": "***", "138口口口口0001": "***", "138＊＊＊＊0001": "***", "最后四位数字是0001": "最后四位数字是***", "0757----": "0757----", "138*0001": "***", "138..0001": "***", "138--0001": "***", "以0001结尾": "以***结尾", "138一1234一0001": "***", "1      3     8 1234 \n\n\n 0001": "***", "3*4": "3*4", "138某某某某0001": "***",
			"尾号0001": "尾号***", "手机后四位是：０００１": "手机后四位是：***", "尾号 0002": "尾号 0002", "138****0002": "138****0002", "139****0001": "139****0001", "*****": "*****",
			"138/1234/0001": "***", "138_1234_0001": "***", "1.3.8.1.2.3.4.0.0.0.1": "***", "138，1234，0001": "***", "138—1234—0001": "***", "138~1234~0001": "***", "1、3、8、1、2、3、4、0、0、0、1": "***", "+86-138-1234-0001": "+86-***", "138\u200b1234\u00ad0001": "***", "0001号楼": "0001号楼", "1234元": "1234元", "第一三八号": "第一三八号",
		}},
		{"", "13812340001、0757-88886666转8001", map[string]string{
			"88886666": "***", "0757 8888 6666": "***", "13812340001": "***", "(0757)88886666转8001": "(***转***", "分机８００１": "分机***", "8001号": "8001号",
		}},
		{"", "13812340001 13900139000", map[string]string{"13900139000": "***", "138-1234-0001": "***", "一三九〇〇一三九〇〇〇": "***"}},
		{"", "13812340001或13900139000", map[string]string{"13900139000": "***", "13812340001": "***"}},
		{"", "13812340001/0757-88886666", map[string]string{"88886666": "***", "0757—88886666": "***", "8888-6666": "***"}},
		{"张三 一三九〇〇一三九〇〇〇", "", map[string]string{"139 0013 9000": "***", "张三": "***"}},
	} {
		h.check(t)
	}
	employer := tickets.Register{Name: "王平", Unit: "云湾船厂（二车间）、雲灣 港务局"}
	if got := unitReads(employer, "云湾船厂的二车间，云湾港务局"); got != "***的二车间，***" {
		t.Errorf("of the employer a unit reads %q", got)
	}
	x := storetest.In(tickets.Handling)
	x.Register = tickets.Register{Contact: "13812340001", Confidential: true, Content: "从一三七零零一三七零零零打来，回13812340001"}
	x.Caller = "+8613700137000"
	if got := tickets.RedactFor(storetest.Clerk("Y04"), x, org.NewTree(storetest.Units())).Content; strings.Count(got, "***") != 2 || got != "从***打来，回***" {
		t.Errorf("of the caller's number and the contact a unit reads %q", got)
	}
}

// TestTheRegisterTellsWhatOfAContentNamesTheCitizen as it is typed, each once.
func TestTheRegisterTellsWhatOfAContentNamesTheCitizen(t *testing.T) {
	t.Parallel()
	r := tickets.Register{Name: "王建国", Contact: "13812340001", Unit: "云湾船厂", Place: "王先生家", Content: "我是王 建國，雲灣船廠的，王 建國，电话一三八12340001。路灯不亮"}
	if got, want := strings.Join(r.Telling(), "|"), "王 建國|雲灣船廠|一三八12340001|王先生"; got != want {
		t.Errorf("%q tells, want %q", got, want)
	}
	r.Content = strings.Repeat("王建国1王 建国2王建國3王·建国4王-建国5王建囯6王  建国7王　建国8王\n建国9", 3)
	if n := len(r.Telling()); n != 8 {
		t.Errorf("%d are told, want a page's 8", n)
	}
	if got := (tickets.Register{Content: "路灯不亮", Place: "湖心路"}).Telling(); len(got) != 0 {
		t.Errorf("of nobody %q is told", got)
	}
}
