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
		r := redaction.New(named(field))
		b.WriteString("# " + field + "\n")
		for way := range strings.SplitSeq(strings.TrimSuffix(ways, "。"), "。") {
			said := fill.Replace(strings.TrimSpace(way))
			if read := r.Redact(said); read != said {
				b.WriteString(said + "\t" + read + "\n")
			} else {
				b.WriteString(said + "\n")
			}
		}
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
