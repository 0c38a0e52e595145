package redaction

import (
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// What stands in a name's field may be a name although no table tells so: 学生安全老师, 班花星云.
// Such a stretch is hidden where the text around it tells a person, or where it begins with a
// surname and stands by itself; within other words it stays.

// looseName says how much a stretch of a field is like a name.
type looseName int

const (
	surnamed looseName = iota + 1 // hidden wherever it stands by itself
	wordlike                      // hidden where what stands around tells a person
	branded                       // of an employer: hidden where people say where they work
)

// longestLoose is the most hanzi of a loose name: 爱新觉罗启骧.
const longestLoose = 6

// addLoose takes every stretch of a field's hanzi that is not made of notes alone.
func (r *Redactor) addLoose(field string) {
	for _, l := range hanziIn(houseNumber.ReplaceAllString(field, "$1 ")) {
		named := isFullName(l) && len(l) < 4 // of 王建国 is 王建 no other name
		for i := range l {
			for end := i + 2; end <= min(i+longestLoose, len(l)); end++ {
				r.addLooseOne(l[i:end], named || isPlace(l, i) || end < len(l) && strings.ContainsRune(placeSigns, l[end]))
			}
		}
	}
}

// addLooseOne takes a stretch; within is whether it is a part of a place or of a whole name.
func (r *Redactor) addLooseOne(l []rune, within bool) {
	_, word := fieldWords[string(l)]
	if _, title := titles[string(l)]; title || isNote(l) || onlyNotes(l) || isStreet(l) {
		return
	}
	kind := wordlike
	if isFullName(l) && !word && !within && !everyday[string(l)] {
		kind = surnamed
	}
	if was := r.loose[string(l)]; was == 0 || kind < was {
		if r.loose == nil {
			r.loose = map[string]looseName{}
		}
		r.loose[string(l)] = kind
	}
}

// addBrand takes the short name of an employer, which may be a word, too: 云湾.
func (r *Redactor) addBrand(s string) {
	n, ok := newName(s)
	if _, known := fieldWords[string(n.letters)]; !ok || known || len(n.letters) >= shortPart || !n.han || anyOrgan[string(n.letters)] {
		return
	}
	if r.loose == nil {
		r.loose = map[string]looseName{}
	}
	if r.loose[string(n.letters)] == 0 {
		r.loose[string(n.letters)] = branded
	}
}

// looseHits returns where what can be a name stands by itself, and is not hidden yet.
func (r Redactor) looseHits(text []rune, known []span) (hits []span) {
	if len(r.loose) == 0 {
		return nil
	}
	signs, at := unspaced(text)
	known = united(known)
	for i := range signs {
		for len(known) > 0 && known[0].to <= at[i] {
			known = known[1:]
		}
		if !fold.Han(signs[i]) || len(known) > 0 && known[0].from <= at[i] {
			continue
		}
		for end := min(i+longestLoose, len(signs)); end > i+1; end-- {
			kind := r.loose[string(signs[i:end])]
			if kind == 0 {
				continue
			}
			opens, closes := i == 0 || at[i-1]+1 < at[i], end == len(signs) || at[end-1]+1 < at[end]
			if kind.stands(signs[:i], signs[end:], opens, closes) {
				hits = append(hits, span{at[i], at[end-1] + 1})
				break
			}
		}
	}
	return hits
}

// unspaced returns a text without the signs that may stand within a name, and where each sign
// of it stood.
func unspaced(text []rune) (signs []rune, at []int) {
	signs, at = make([]rune, 0, len(text)), make([]int, 0, len(text))
	for i, c := range text {
		if c == fold.Space || c == fold.Dot || c == fold.Dash || c == '_' {
			continue
		}
		signs, at = append(signs, c), append(at, i)
	}
	return signs, at
}

// stands reports whether what is like a name is one between what stands before and behind it;
// opens and closes say whether something parts it from them.
func (k looseName) stands(before, behind []rune, opens, closes bool) bool {
	if k == branded {
		return endsWith(before, employing) || begins(behind, employed)
	}
	last := len(before) - 1
	opens = opens || !fold.Han(before[last]) || strings.ContainsRune(beforeLoose, before[last])
	ends, says := closes || endsWord(behind, 0), tells(behind)
	switch {
	case k == surnamed && opens && ends, opens && says:
		return true
	case last < 0:
		return false
	case endsWith(before, telling) && (ends || says):
		return true
	case before[last] == '是':
		return closes || !fold.Letter(behind[0])
	}
	return len(behind) > 0 && strings.ContainsRune("“\"'‘(（「[【《", before[last]) && strings.ContainsRune("”\"'’)）」]】》", behind[0])
}

// beforeLoose are hanzi that end what stands before a name.
const beforeLoose = beforeNames + "据向对和与同跟由为经让替代帮天日午晚后前"

var (
	// telling end with a name behind them.
	telling = byLast("叫", "据", "找", "联系", "姓名", "姓名:", "名字是", "名字:", "本人", "本人是", "人:", "人是", "人", "者:", "者", "我是", "市民", "居民", "村民", "业主", "致电", "通知", "告知", "告诉", "回复", "回访", "答复", "询问", "感谢", "拜访", "约谈", "走访", "认识", "署名", "落款")
	// employing and employed are said of where people work.
	employing = byLast("就职于", "任职于", "工作于", "供职于", "任职", "就职", "单位是", "单位为", "单位:", "公司是", "我在", "他在", "她在", "本人在", "我们", "我是", "人在", "曾在", "原在", "在")
	employed  = byFirst("上班", "工作", "打工", "做工", "任职", "员工", "职工", "的员工", "的职工", "的工人", "工人", "的老板", "老板", "同事", "的同事", "的人", "公司", "集团", "总部", "厂", "车间")
)

// phrases are words by their first or last sign.
type phrases map[rune][][]rune

func byFirst(words ...string) phrases {
	m := phrases{}
	for _, w := range words {
		l := []rune(w)
		m[l[0]] = append(m[l[0]], l)
	}
	return m
}

func byLast(words ...string) phrases {
	m := phrases{}
	for _, w := range words {
		l := []rune(w)
		m[l[len(l)-1]] = append(m[l[len(l)-1]], l)
	}
	return m
}

func endsWith(text []rune, words phrases) bool {
	return len(text) > 0 && slices.ContainsFunc(words[text[len(text)-1]], func(l []rune) bool {
		return len(text) >= len(l) && slices.Equal(text[len(text)-len(l):], l)
	})
}

func begins(text []rune, words phrases) bool {
	return len(text) > 0 && slices.ContainsFunc(words[text[0]], func(l []rune) bool { return startsWith(text, l) })
}

// ofSomebody stand behind a name: what people do with words, and what belongs to them.
var ofSomebody = byFirst("了解", "核实", "核查", "沟通", "的电话", "的手机", "的号码", "的联系", "的家", "家里", "的住", "的地址", "的投诉", "的举报", "的反映", "的诉求", "的来电", "的丈夫", "的妻", "的父", "的母", "的儿", "的女", "的身份", "等人", "夫妇", "一家", "再次", "又", "认为", "要求", "希望", "同意", "拒绝", "不满", "在电话", "到场", "签字", "手机", "电话")

// tells reports whether a text begins with what stands behind a person: not 周边居民, 施工队长.
func tells(behind []rune) bool {
	n, kind := titleAt(behind, 0)
	return n > 1 && kind == civil && !groups[string(behind[:n])] || saysAt(behind, 0) || begins(behind, ofSomebody)
}

// groups are titles that stand behind words, too.
var groups = set("居民", "市民", "村民", "业主", "同学", "师傅", "夫妇", "夫妻")

// everyday are words that begin with a surname.
var everyday = set("施工", "施工方", "管理员", "管理处", "管委会", "居委", "居委会", "计划", "计算", "金额", "金属", "金钱", "金融", "路灯", "路口", "路面", "路人", "路段", "路线", "路牌", "水管", "水表", "水费", "水泵", "水池", "水沟", "水质", "水压", "水箱", "水路", "水利", "水库", "高空", "高峰期", "高温", "高压", "高楼", "高度", "高价", "高档", "高级", "高考", "高龄", "高音", "车位", "车辆", "车库", "车费", "车牌", "车站", "车主", "车门", "车子", "车上", "车间", "车道", "房东", "房子", "房产", "房租", "房价", "房间", "房门", "房顶", "方案", "方向", "方式", "方法", "方面", "方便", "方言", "包括", "包裹", "包车", "包工", "成本", "成立", "成员", "成年", "成绩", "成为", "成功", "时间", "时候", "时段", "时期", "时刻", "时速", "安装", "安排", "安保", "安全", "安静", "安心", "安检", "应当", "应该", "应急", "应用", "应聘", "应付", "应收", "经济", "经营", "经常", "经过", "经理", "经费", "经办", "和解", "和谐", "和平", "和气", "单位", "单元", "单据", "单方", "单车", "单独", "单子", "单号", "单价", "单人", "从业", "从来", "从事", "从前", "从此", "从严", "明显", "明确", "明白", "明天", "明年", "明细", "平台", "平房", "平时", "平常", "平均", "平方", "平米", "平安", "平整", "相关", "相邻", "相应", "相机", "相信", "相互", "解决", "解释", "解答", "解除", "解放", "文件", "文明", "文化", "文字", "文书", "文章", "文具", "温度", "温泉", "白天", "白色", "白板", "白条", "黄色", "黄线", "黄沙", "黄昏", "黄金", "红色", "红灯", "红线", "红包", "红绿灯", "江边", "江面", "江堤", "江水", "海边", "海鲜", "海域", "海水", "海关", "海岸", "山坡", "山上", "山体", "山洪", "石头", "石材", "石子", "石料", "石油", "石板", "毛巾", "毛坯", "毛坯房", "花园", "花草", "花坛", "花费", "花木", "花盆", "花卉", "牛奶", "牛肉", "羊肉", "马路", "马上", "马桶", "马达", "鱼塘", "鱼缸", "米饭", "米粉", "钱款", "钱财", "钱包", "全部", "全家", "全体", "全天", "全额", "全程", "全民", "全市", "全年", "全面", "都是", "都有", "任何", "任务", "任意", "任教", "任职", "任期", "万元", "万一", "万分", "百姓", "百货", "年度", "年底", "年龄", "年初", "年检", "年费", "年轻", "年间", "年前", "常年", "常见", "常常", "常住", "常用", "常规", "家里", "家长", "家属", "家庭", "家人", "家具", "家电", "党员", "党委", "党组织", "公司", "公园", "公交", "公告", "公开", "公共", "公路", "公示", "公办", "公安", "公厕", "公证", "公租房", "农村", "农民", "农户", "农田", "农业", "农药", "农场", "农贸", "林业", "林地", "林木", "林场", "田地", "田里", "田间", "井盖", "井口", "井水", "门口", "门面", "门店", "门锁", "门禁", "门卫", "门诊", "门票", "楼上", "楼下", "楼道", "楼层", "楼顶", "楼梯", "楼房", "楼盘", "边上", "边坡", "边界", "东西", "东边", "东侧", "东门", "南边", "南侧", "南门", "西边", "西侧", "西门", "北边", "北侧", "谈话", "谈判", "谈妥", "谈过", "查看", "查询", "查处", "查明", "查实", "司机", "司法", "司乘", "班车", "班级", "班主任", "班次", "班长", "班组", "教育", "师傅", "师生", "师资", "师范", "童装", "童车", "童年", "古树", "古建筑", "古城", "古镇", "古井", "苗木", "苗圃", "池塘", "池子", "团购", "团队", "团伙", "祝福", "祝贺", "游客", "游戏", "游泳", "游泳池", "游乐场", "游乐园", "宁静", "阳台", "阳光", "阳历", "昌盛", "沙子", "沙石", "沙发", "沙尘", "台阶", "台风", "台灯", "台账", "丘陵", "程序", "程度", "商家", "商户", "商铺", "商品", "商店", "商场", "商量", "商业", "商贩", "商标", "费用", "费力", "项目", "景区", "景点", "景观", "原因", "原来", "原告", "原件", "原则", "原址", "官方", "官员", "官司", "乐器", "乐园", "乐队", "利息", "利用", "利益", "利润", "支付", "支持", "支行", "支票", "支队", "元旦", "元件", "强制", "强行", "强烈", "强拆", "强迫", "强光", "易燃", "易拉罐", "申请", "申诉", "申报", "申领", "申办", "终于", "终身", "终点", "终止", "终端", "同意", "同时", "同学", "同事", "同样", "同行", "同伴", "同期", "国家", "国道", "国庆", "国企", "国有", "国内", "国外", "那里", "那么", "那些", "那天", "那边", "那个", "别人", "别墅", "别的", "别处", "须知", "空调", "空气", "空间", "空地", "空置", "空房", "空车", "空难", "后果", "后来", "后门", "后面", "后期", "后勤", "后续", "能力", "能源", "能够", "能否", "益处", "凤凰", "向上", "向下", "向前", "由于", "由此", "连续", "连接", "连夜", "连锁", "连带", "与否", "以及", "以后", "以前", "以来", "以上", "以下", "以为", "关系", "关闭", "关于", "关门", "关机", "关键", "关心", "关注", "来电", "来访", "来信", "来源", "来年", "来回", "干部", "干净", "干扰", "干活", "干旱", "广告", "广场", "广播", "广大", "温馨", "广阔", "帅气", "左右", "左边", "左侧", "左转", "曲线", "曲折", "丰富", "晏", "冷水", "冷气", "冷库", "冷饮", "热水", "热线", "热力", "暖气", "暖通", "修理", "修路", "修建", "修复", "修车", "修缮", "管道", "管理", "管网", "管线", "管辖", "管子", "管委", "危险", "危房", "危害", "危楼", "危废", "危机", "梅雨", "童工", "荣誉", "荣耀", "盛夏", "盛开", "贝壳", "巴士", "巴掌", "甘蔗", "甘心", "卓越", "戏曲", "庄稼", "充电", "充值", "充电桩", "暴雨", "暴力", "暴露", "暴晒", "满意", "满员", "满足", "满月", "宿舍", "宿迁", "怀疑", "怀孕", "薄弱", "印刷", "印章", "印象", "景象", "束缚", "祖国", "祖先", "符合", "符号", "谷物", "谷子", "牧场", "牧区", "胥吏", "仰卧", "宣传", "宣布", "宣称", "贡献", "劳动", "劳务", "劳资", "劳模", "扶梯", "扶手", "扶贫", "堵车", "堵塞", "堵路", "堵住", "幸好", "幸福", "隐患", "冰箱", "冰雪", "鞠躬", "况且", "有关", "有人", "有限", "有效", "有时", "有的", "有些", "有害", "权利", "权益", "权限")
