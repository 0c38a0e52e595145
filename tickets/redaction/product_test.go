package redaction_test

import (
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"

	"hotline12345/internal/fold"
	"hotline12345/tickets"
)

// Parts of the product of names and notes. Names are frequent, of two surnames, also words of
// every day, of other peoples, and without a surname of the tables.
var (
	productNames = strings.Fields(`张建国 李红 王秀英 李四光 陈丽 赵一 欧阳建国 欧阳娜 司马懿 诸葛亮 上官婉儿 任平 任建国 江涛 水清 金路 高路白 黄水方 方江 高中华 李向阳 向阳 江南 单于 单田芳 年广久 常乐
		和珅 星云 师胜杰 任我行 李和平 安全 文明 时光 明亮 高兴 白雪 黄河 万里 高峰 温暖 平安 周到 易水寒 路遥 乐天 余生 黎明 温馨 雷锋 阿依古丽 买买提 卓玛 扎西 多吉次仁 乌云其其格 尼玛扎西 爱新觉罗启骧 陈方安生 高桥留美子 李户 王同喜 那英`)
	productBefore = strings.Split(`|户主|车主|老人|学生|学生家长|邻居|村民|业主|居民|市民|举报人|投诉人|反映人|代|替|帮|请找|联系|我叫|本人|姓名|实名|妻|夫|父亲|母亲|儿子|女儿|3栋|3栋2单元502|18号楼|工号1023|45岁|男|女|男45岁|四川籍|江西人|退休教师|骑电动车的|云湾船厂|临港路|金沙路18号|送餐员|A座|电工|司机|热心市民|小区业主|13812340001`, "|")
	productBehind = strings.Split(`|夫妇|一家|父子|母女|男|女|等|等三人|等3人|等人|户|一行|本人|先生|女士|老师|师傅|医生|同志|同学|大爷|阿姨|主任|经理|局长|老板|的妻子|的母亲|的邻居|之子|家属|家人|家|老人|村民|业主|学生|司机|公司|超市|18号楼|3栋|13812340001|男45岁|汉族|45岁|代诉|代|收|即可|某|（代诉）|（要求保密）|已核实|不愿透露|两口子|一家三口|本人来电`, "|")
	// unknownNotes are in no table.
	unknownBefore = strings.Split(`班花|刻章匠|打更的|卖豆腐脑|片儿警|二楼聋哑|牙科|茶摊|裱画|守林|挑夫|拆弹|皮影|灯塔看守|跳广场舞|打呼噜|刷墙|卖烤红薯`, "|")
	unknownBehind = strings.Split(`一伙|一帮|祖传|宅|府上|摊位|烤串|牙科|裁缝|手作|琴行|茶摊|麻将|的狗|的房子|昨晚|气冲冲|哭诉`, "|")
	// productTexts are how a text tells a name.
	productTexts = strings.Split(`据%s称，路灯不亮；|我叫%s，|联系%s。|%s反映路灯不亮|（%s）|反映人：%s|“%s”|找%s本人|和%s说过|%s的电话|是%s。|向%s了解`, "|")
)

// unlikeNames are those that are words, or have no surname of the tables: they are hidden where
// the text around them tells a person, and stay within other words. Of 赵一家人 nobody knows.
const unlikeNames = "赵一 安全 文明 时光 明亮 高兴 白雪 黄河 万里 高峰 温暖 平安 周到 路遥 乐天 余生 黎明 温馨 星云 扎西 卓玛 尼玛扎西 乌云其其格 多吉次仁 买买提 阿依古丽 向阳 江南 单于 常乐 和珅 那英 李户 金路 水清 年广久"

// product calls with fields of a name between notes: one of every so many.
func product(names, before, behind []string, every uint32, each func(name, field string)) {
	for _, name := range names {
		for _, b := range before {
			for _, e := range behind {
				field := b + name + e
				h := fnv.New32a()
				h.Write([]byte(field))
				if h.Sum32()%every == 0 {
					each(name, field)
				}
			}
		}
	}
}

// TestNoFormOfTheProductIsRead: a name between notes, in every way in which a text tells it.
func TestNoFormOfTheProductIsRead(t *testing.T) {
	t.Parallel()
	every, everyUnknown := uint32(150), uint32(90)
	if os.Getenv("HOTLINE_CHAOS") == "long" {
		every, everyUnknown = 1, 1
	}
	for _, c := range []struct {
		what           string
		before, behind []string
		every          uint32
		glued          bool // a name is hidden within other words, too
	}{
		{"notes of the tables", productBefore, productBehind, every, true},
		{"unknown notes before", unknownBefore, productBehind, everyUnknown, false},
		{"unknown notes behind", productBefore, unknownBehind, everyUnknown, false},
		{"unknown notes on both sides", unknownBefore, unknownBehind, everyUnknown, false},
	} {
		forms, leaked := 0, map[string]int{}
		product(productNames, c.before, c.behind, c.every, func(name, field string) {
			texts := productTexts
			if c.glued && !strings.Contains(unlikeNames, name) {
				texts = append(texts[:len(texts):len(texts)], "好生%s明早")
			}
			text := fmt.Sprintf(strings.Join(texts, "\n"), repeated(name, len(texts))...)
			got := unitReads(tickets.Register{Name: field}, text)
			forms++
			for _, line := range strings.Split(got, "\n") {
				if strings.Contains(fold.String(line), name) {
					leaked[name]++
					if leaked[name] < 4 {
						t.Errorf("%s: the name's field is %q: a unit reads %q", c.what, field, line)
					}
					break
				}
			}
		})
		sum := 0
		for _, n := range leaked {
			sum += n
		}
		t.Logf("%s: of %d forms %d are read %v", c.what, forms, sum, leaked)
	}
}

func repeated(s string, n int) (list []any) {
	for range n {
		list = append(list, s)
	}
	return list
}
