package redaction_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"hotline12345/tickets"
)

// surnames are the hundred most frequent ones, and those that are also parts of frequent words.
const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文" +
	"施时区路安管单查司班车家边水商计经向和从都应连由成能解云山海东关花公党平明红来年干广温包费项景原官乐利支元强苗童池房米巴古团祝游宁阳昌沙台丘党门木农师全百" +
	"水商石林金路高白黄方江华沙桥厂毕景申元束终同国红那别相须空后和能从益"

// Parts of what citizens and units write; none names anybody.
var (
	wherePlaces = []string{"望海区临港路18号", "青岚区白鹭街道湖心路", "南宁路小区3号楼2单元", "长安镇东方新村", "金沙大道与解放路路口", "石桥农贸市场", "黄河路地铁站", "高新区软件园", "万达广场", "云山公园门口", "康乐幼儿园", "马家庄村", "江边步道", "杨树街", "周庄老街", "任何一个路口", "城中村出租屋"}
	whoElse     = []string{"物业公司经理", "小区业主", "施工队长", "班主任老师", "周边居民", "出租车司机师傅", "工程项目经理", "对方业主", "当地村民", "语文老师", "社区医生", "开发商老板", "城管队长", "保安大叔", "居委会主任", "车间主任", "供水公司总经理", "林业主任科员", "南京市民", "会计老师", "车主", "商家老板", "一位大爷", "几位阿姨", "业委会", "单位领导", "主任医生", "学校老师", "公交公司", "基金经理"}
	whatDone    = []string{"夜间施工扰民超过24小时", "拖欠工资三个月", "小程序无法缴费", "占用小路停车", "私设小金库", "对于老师的答复不满意", "由于业主不同意一直没有解决", "不允许居民进出", "要求提高老师待遇", "小区的路灯不亮", "自来水压力不足", "垃圾三天没人清运", "小广告贴满楼道", "老房子漏水", "收费1380元不开发票", "老年卡不能用", "乱收费用12345元", "最高罚款20000元", "检查老师资格证", "希望有关部门尽快处理", "已经和经理说过多次", "向老师反映没有结果", "都安排了工人", "从业人员没有健康证", "小商贩占道经营", "安全出口被堵", "公司经理说不管", "平时水压低", "全部居民没有水用", "小区居民联名反映", "多次向主任反映", "应当老师在场", "施工总承包单位不管", "小龙虾店油烟", "临时工没有保险", "时常停电",
		"高空抛物", "高音喇叭从早放到晚", "金属切割噪音", "路面塌陷", "路灯损坏", "水管爆裂", "水表不准", "黄线内停车", "黄沙堆在人行道", "白天也施工", "白色垃圾", "方案不合理", "江面有油污", "江堤开裂", "高中学区划分不公", "金店强制消费", "路边摊占道", "水费太高", "黄牛倒号", "白条收购", "方便面过期", "江边垂钓有危险",
		"后四位业主代表不同意", "最后四天无人处理", "转了3次没人接", "末班车提前收车", "前三位业主已签字", "电话1次没打通", "手机充值50元未到账", "建国以来第一次", "解放路的手机店", "家家户户停水", "专家和大家都说不行", "男女厕所都堵", "母婴室上锁", "父母无人照料", "妻子也受伤", "师傅态度差"}
	whatNumbers = []string{"", "", "费用2026年11月23日起算", "房号1-2-302", "订单号20261123000018", "第三十八号文", "身份证号后几位不便提供", "合同编号HT-2026-0012", "每月1380元", "共八百元", "快递单号77312345670001", "车牌粤A12345"}
)

func generated(r *rand.Rand) string {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	return fmt.Sprintf("%s%s%s，%s，%s。%s", pick(wherePlaces), pick(whoElse), pick(whatDone), pick(whatDone), pick(whatNumbers), pick(whoElse))
}

// demoTexts are the texts of the demo's tickets and calls, whose citizens are in no text.
func demoTexts(t *testing.T) (texts []string) {
	t.Helper()
	raw, err := os.ReadFile("../../internal/postgres/demo/history.json")
	if err != nil {
		t.Fatal(err)
	}
	var all any
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, value := range v {
				if s, ok := value.(string); ok && (key == "content" || key == "note" || key == "place") {
					texts = append(texts, s)
				}
				walk(value)
			}
		case []any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(all)
	return texts
}

// TestNothingElseIsHidden in the demo's tickets and 2,000 generated ones, whoever the citizen
// is: it stays word for word.
func TestNothingElseIsHidden(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 345)) // the same texts each time
	demo := demoTexts(t)
	if len(demo) < 15 {
		t.Fatalf("only %d texts of the demo", len(demo))
	}
	parts := strings.Join(append(append(append(append([]string{}, wherePlaces...), whoElse...), whatDone...), append(whatNumbers, demo...)...), "\n")
	for _, c := range surnames {
		who := tickets.Register{Name: string(c) + "祎瓛", Contact: "13798765432"}
		if got := unitReads(who, parts); got != parts {
			t.Errorf("the citizen is %s: %s", who.Name, firstHidden(parts, got))
		}
	}
	list := []rune(surnames)
	notes := []string{"%s", "户主%s", "%s夫妇", "学生家长%s", "%s等三人", "%s（代诉）", "我叫%s", "水电工%s", "%s18号楼", "高层住户%s", "%s一家", "路人%s", "金店老板%s", "白领%s", "江边渔民%s", "黄牛%s"}
	for range 2000 {
		who := tickets.Register{Name: fmt.Sprintf(notes[r.IntN(len(notes))], string(list[r.IntN(len(list))])+"祎瓛、"+string(list[r.IntN(len(list))])+"喆"),
			Contact: fmt.Sprintf("137%08d、0571-8%07d", r.IntN(1e8), r.IntN(1e7))}
		if text := generated(r); unitReads(who, text) != text {
			t.Errorf("the citizen is %s %s: %s", who.Name, who.Contact, firstHidden(text, unitReads(who, text)))
		}
	}
}

// firstHidden shows what was hidden first in a text.
func firstHidden(text, got string) string {
	at := strings.Index(got, "***")
	if at < 0 {
		return got
	}
	near := []rune(text[at:])
	return fmt.Sprintf("hidden is what begins %q", string(near[:min(len(near), 12)]))
}
