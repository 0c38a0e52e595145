package redaction_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"hotline12345/internal/fold"
	"hotline12345/tickets/redaction"
)

var update = flag.Bool("update", false, "write testdata/reads.txt anew: read the difference")

// ways are how texts tell a Chinese name: S is its surname, G the given name, A the first and Z
// the last sign of that, N the whole, P and Q surname and given name in pinyin, X and Y their
// initials. What looks like them and is not stands beside them.
const ways = `我叫N。N来过。找N本人。“N”。(N)。AN。好生N明早。N,女。N1号。S G。S·G。S，G。S 先生G。SG路。SG门外。SAZ。SZ。S某。S某某。SAx。SA*。SA_1。S*Z。S**。Sx先生。Sx1。S★Z。S先生。S先生们。S、先生。S 先生。S-总。S总公司。S总说。S工程。S师傅。S师。S家。S家庄。S家的。
	S户。S业主。S业主任。小S业主。公司S经理。找S经理。向S老师。主任S医生。姓S。姓是S。姓氏为S。百姓S。姓不S。老S。老S说。老S家。小S庄。小S。小S区。小S子。阿S。阿S姨。大S。S姓。S姓人。Mr.S。Mr S某。Mr SG。
	G说。“G”说。aG说。大G说。G哥。G哥哥。G哥们。G·S。GS说。GS家园。*G。某G。我叫G。叫G路。小G。小G号。姓S，名G。姓S,叫G。S先生(G)。S的G。SGG。阿Z。阿Z说。阿Z山。Z哥。1Z哥。aZ哥。Z哥哥。大Z哥。Z姐。
	P Q。Q P。PQ。P。Q。P,Q。P'Q。P, Q。Sż。SQ。Pż。Qź。PG。PGa。SQa。aPQ。PQ先生。P先生。P a。dr P。X.Y.。XY。XY说。X.Y.说。S.Y.。XG。SY。P Y.。P.Y。Y X。xy。aXY。XYa。1XY。
	S1G。S12G。S123G。S<b>G。S<b>A</b>Z。S<1G。S&nbsp;G。S&a b;G。S&#8203;G。&S;。<a S>G。</S>。<!S>G。`

// who are citizens: fields as agents wrote them, with the parts that ways are filled with.
const who = `张建国 ; 张 建国 zhang jianguo
	李红 ; 李 红 li hong
	户主高中华女 ; 高 中华 gao zhonghua
	欧阳建国夫妇 ; 欧阳 建国 ouyang jianguo
	东方红 ; 东方 红 dongfang hong
	商文明 ; 商 文明 shang wenming
	向阳户 ; 向 阳 xiang yang
	任平等三人 ; 任 平 ren ping
	班花星云 ; 班 星云 ban xingyun
	陈方安生女士 ; 陈 方安生 chen fanganseng
	多吉次仁 ; 多吉 次仁 duoji ciren
	阿依古丽·买买提 ; 阿 依古丽 a yiguli
	王Tony ; 王 tony wang tony
	小王 ; 王 某 wang mou
	王先生 ; 王 先生 wang xiansheng
	Zhang Jianguo ; 张 建国 zhang jianguo
	Li Na (tenant) ; 李 娜 li na
	Ms. Ouyang Na ; 欧阳 娜 ouyang na
	萧可 ; 萧 可 xiao ke
	3栋502张1建2国 ; 张 建国 zhang jianguo
	<b>张</b>建国 ; 张 建国 zhang jianguo
	张建国（代李红）13812340001 ; 张 建国 zhang jianguo
	临港路张建国公司 ; 张 建国 zhang jianguo
	姓张名建国 ; 张 建国 zhang jianguo
	代李向阳、卓玛和扎西 ; 李 向阳 li xiangyang
	张建国妻李红 ; 李 红 li hong
	王同喜与李代沫 ; 李 代沫 li daimo
	云湾船厂 ; 云 湾 yun wan
	学生家长 ; 学 生 xue sheng
	不详 ; 不 详 bu xiang`

// numberWays are how texts tell a number: D are its digits, B the first seven, M the four in the
// middle, E the last four, L the last two, X the extension, H the first
// three.
const numberWays = `D。打D吧。1D。D1。aD。+86D。0086D。86D。0D。D元。BE。B E。B-E。B、E。B E E。B----E。B------E。B.E。B减E。B空格E。B横横E。B一E。B加。H****E。HM**E。H*M*E。H***ME。HM*E。H...E。H..E。HxxxxE。HnnnE。HnnE。H00000E。H****。H********。H*******。H****1。****E。B***1。*E。B*。尾号E。尾号是E。尾号为：E。尾号1E。尾数E。末四位E。后四位是“E”。后4位E。后E。最后几位数字是E。最后E天。E结尾。E收尾的。E的手机。E这个号码。E号楼。E元。电话E。号码是E。号码L。尾号L。最后两位L。
	B开头。开头是B。B打头。前七位B。前面的B。M在中间。中间四位M。中间是M。当中四位M。转X。转接到X。分机X。X分机。X号分机。X号。X次。内线X。#X。xX。ext. X。extension X。再按X。小号X。last four digits E。last E。ending in E。ends E。E at the end。phone E。E phone。phone no. E。starts with B。first seven B。middle four M。begins B。tel E。E mobile。E number。number is E。机主E。E机主。微信E。E用户。以E结尾。号段B。B号段。B字头。B起头。倒数四位E。末尾的四位E。尾巴E。后缀E。后面四位E。后边几个数E。末段四位E。`

// reachedAt are the numbers at which citizens are reached, with the parts that numberWays are filled with.
const reachedAt = `13812340001 ; 13812340001 1381234 1234 0001 01 0001
	0757-88886666转8001 ; 88886666 075788 8888 6666 66 8001
	+85291234567 ; 91234567 8529123 1234 4567 67 4567
	8886666-12、13812340002 ; 8886666 888 8866 6666 66 12
	(0757) 8888 6667 ext 801 ; 075788886667 0757888 8888 6667 67 801
	微信wx138a2，110 ; 138 wx1 38a a2 2 110
	打 138 1234 0003 或 139 1234 0004 ; 13912340004 1391234 1234 0004 04 0003`

// told are employers and addresses, with what stands in texts.
const told = `云湾船厂二车间 ; 云湾船厂欠薪。船厂欠薪。二车间。云湾厂。在云湾上班。云湾员工。云湾的人。云湾市。云 湾 船 厂。云湾船厂工会。原云湾船厂
	云湾市望海区鑫达塑料制品有限公司（质检部） ; 鑫达塑料制品。鑫达塑料。塑料制品。有限公司。质检部说。云湾市望海区。望海区鑫达塑料制品有限公司。鑫达公司
	在海云公司 ; 海云公司欠薪。海云欠薪。海云上班。就职于海云。海云集团。海云的路。在海云
	市公安局刑警队、白鹭街道办事处 ; 公安局。刑警队。白鹭街道。白鹭街道办事处。市公安局刑警队
	青岚区临港路18号3栋2单元502室 ; 临港路18号。3栋2单元502。2单元502室。502室。502。住临港路18号3栋2单元502室。18号3栋。青岚区临港路。3栋2单元503
	粤A12345 微信wxid_8a2b zhang88@163.com ; 粤A12345。A12345。a 12345。A12346。wxid_8a2b。wxid。8a2b。zhang88。zhang。@163.com。zhang88@qq.com
	Xinda Plastics Co., Ltd ; Xinda Plastics。xinda。Plastics。Xinda Plastics Inc。Co., Ltd。XindaPlastics
	鑫达 ; 鑫达上班。鑫达员工。鑫达的路。鑫达公司
	退休 ; 退休职工。退休工资`

// read writes what is left of texts, each in a line.
func read(b *strings.Builder, r redaction.Redactor, field, texts string, fill *strings.Replacer) {
	b.WriteString("# " + field + "\n")
	for text := range strings.SplitSeq(strings.TrimSuffix(texts, "。"), "。") {
		said := fill.Replace(strings.TrimSpace(text))
		b.WriteString(said)
		if read := r.Redact(said); read != said {
			b.WriteString("\t" + read)
		}
		b.WriteString("\n")
	}
}

// TestWhatAUnitReads: testdata/reads.txt tells, for each citizen and each way in which a text may
// tell the name, what is left of it. A rule that is changed shows there what else it changes.
func TestWhatAUnitReads(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for line := range strings.SplitSeq(who, "\n") {
		field, parts, _ := strings.Cut(strings.TrimSpace(line), " ; ")
		p := strings.Fields(parts)
		given := []rune(p[1])
		name := p[0] + p[1]
		fill := strings.NewReplacer("N", name, "S", p[0], "G", p[1], "AZ", string(given[0])+string(given[len(given)-1]), "A", string(given[0]), "Z", string(given[len(given)-1]),
			"P", p[2], "Q", strings.ToUpper(p[3][:1])+p[3][1:], "X", strings.ToUpper(p[2][:1]), "Y", strings.ToUpper(initialsOf(given)), "ż", p[3], "ź", p[2])
		read(&b, redaction.New(named(field)), field, ways, fill)
	}
	for line := range strings.SplitSeq(reachedAt, "\n") {
		number, parts, _ := strings.Cut(strings.TrimSpace(line), " ; ")
		p := strings.Fields(parts)
		read(&b, redaction.New(redaction.Citizen{Numbers: []string{number}}), number, numberWays, strings.NewReplacer("D", p[0], "B", p[1], "M", p[2], "E", p[3], "L", p[4], "X", p[5], "H", p[1][:3]))
	}
	for line := range strings.SplitSeq(told, "\n") {
		unit, texts, _ := strings.Cut(strings.TrimSpace(line), " ; ")
		read(&b, redaction.New(redaction.Citizen{Told: []string{unit}}), unit, texts, strings.NewReplacer())
	}
	const file = "testdata/reads.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, want := strings.Split(b.String(), "\n"), strings.Split(string(raw), "\n")
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("line %d of %s: a unit reads %q, it was %q", i+1, file, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d lines, %s has %d", len(got), file, len(want))
	}
}

// initialsOf returns the first letters of hanzi.
func initialsOf(l []rune) string {
	var s string
	for _, c := range l {
		if p := fold.Pinyin(c); len(p) > 0 {
			s += p[0][:1]
		}
	}
	return s
}
