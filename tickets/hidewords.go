package tickets

import (
	"strings"

	"hotline12345/internal/fold"
)

// Words by which names are told from other words. All are written in their folded form.

// noName are what a name's field holds when it holds none, and notes beside one.
var noName = set("匿名", "匿名者", "保密", "不详", "不明", "未知", "未提供", "不愿", "不愿透露", "不愿告知", "拒绝提供", "拒绝透露", "无", "没有", "暂无", "空", "先生", "女士", "小姐", "太太", "同志", "师傅", "老师",
	"某某", "某人", "某先生", "某女士", "某市民", "某居民", "邻居", "朋友", "同事", "亲属", "亲戚", "家属", "家人", "本人", "代", "代诉", "代理人", "代办", "父亲", "母亲", "爸爸", "妈妈", "儿子", "女儿", "丈夫", "妻子", "老公", "老婆", "哥哥", "姐姐", "弟弟", "妹妹", "爷爷", "奶奶",
	"外公", "外婆", "子女", "配偶", "学生", "家长", "业主", "租客", "房东", "住户", "居民", "市民", "村民", "群众", "热心市民", "来电人", "诉求人", "投诉人", "举报人", "当事人", "联系人", "负责人", "经办人", "法人", "老板", "员工", "职工", "退休", "个体", "自由职业", "工人", "农民", "司机",
	"男", "女", "老人", "女性", "男性", "测试", "公司", "单位", "个人", "企业", "商户", "用户", "客户", "顾客", "消费者", "乘客", "患者", "病人", "游客", "网友", "路人", "外地", "本地", "已核实", "核实", "备注", "说明", "电话", "手机", "微信", "同上", "见内容", "请保密", "要求保密", "不公开", "公开",
	"na", "none", "null", "unknown", "anonymous", "mr", "mrs", "ms", "miss", "dr", "the", "and", "neighbour", "neighbor", "friend", "citizen", "not", "given", "test")

// notesBefore stand before a name: 邻居张三.
var notesBefore = []string{"邻居", "朋友", "同事", "亲属", "家属", "本人", "市民", "居民", "村民", "业主", "租客", "房东", "群众", "热心市民", "来电人", "诉求人", "投诉人", "举报人", "联系人", "代理人", "负责人", "法人", "姓名", "其子", "其女", "其夫", "其妻", "其父", "其母", "父亲", "母亲", "儿子", "女儿", "丈夫", "妻子"}

// doubleSurnames are surnames of two hanzi.
var doubleSurnames = []string{"欧阳", "上官", "司马", "诸葛", "慕容", "夏侯", "皇甫", "尉迟", "公孙", "长孙", "令狐", "宇文", "东方", "西门", "南宫", "端木", "百里", "呼延", "赫连", "轩辕", "司徒", "司空", "淳于", "单于", "澹台", "申屠", "太史", "独孤", "闻人", "钟离", "鲜于", "闾丘", "太叔", "公冶", "宗政", "濮阳", "仲孙", "东郭", "南门", "第五"}

// personal are titles that nothing but a surname stands before.
var personal = set("先生", "女士", "小姐", "太太", "某某")

// titles are what stands behind a surname.
var titles = titlesOf(
	[]string{"先生", "女士", "小姐", "太太", "夫人", "某", "某某", "某人", "氏", "师傅", "阿姨", "大爷", "大妈", "大娘", "大姐", "大哥", "大嫂", "大叔", "大伯", "大婶", "爷爷", "奶奶", "婆婆", "伯伯", "叔叔", "阿婆", "阿公", "阿伯", "老汉", "老太", "老伯", "老先生", "老太太", "同学", "同志", "居民", "市民", "村民", "业主", "哥", "姐", "叔", "姨", "婶", "嫂", "伯", "爷", "生", "太", "sir", "某甲", "某乙", "老"},
	[]string{"工", "总", "老师", "医生", "大夫", "护士", "护士长", "教授", "律师", "警官", "法官", "经理", "主任", "局长", "处长", "科长", "所长", "队长", "站长", "院长", "校长", "厂长", "镇长", "村长", "乡长", "县长", "市长", "区长", "部长", "组长", "班长", "会长", "董事长", "董事", "书记", "主席", "会计", "老板", "老总", "秘书", "教练", "工程师", "干事", "专员", "委员", "副局长", "副主任", "副经理", "总经理", "局", "处", "队", "科", "所", "董"})

// titlesOf returns the kind of each title, folded.
func titlesOf(ofCitizens, ofOffices []string) map[string]kindOfTitle {
	m := map[string]kindOfTitle{}
	for _, w := range ofCitizens {
		m[fold.String(w)] = civil
	}
	for _, w := range ofOffices {
		m[fold.String(w)] = office
	}
	return m
}

const longestTitle = 3

// titleAt returns the length of the longest title that stands at a sign, and its kind.
func titleAt(text []rune, i int) (int, kindOfTitle) {
	for n := min(longestTitle, len(text)-i); n > 0; n-- {
		if k, ok := titles[string(text[i:i+n])]; ok {
			return n, k
		}
	}
	return 0, 0
}

const (
	// wordEnds are surnames that end words which stand before titles: 公司经理, 小区业主, 对于老师.
	wordEnds = "于向和从都应连由经过以与时区路方安全万百查单管任何文段司班车家边楼水商程施石木高史计金钱田林江周成许余常能解云山海东门关花农公党平明红来年干广易温包费项景原官乐利同有相支元位双左强苗童池房米巴古团保谢付祝贺游陆宁苏阳昌沙台秦丘泰杭柳桂国通信华龙白牛马黄党甘步席卫武康洪毛阎宫班"
	// ownWords are surnames that are words of their own before titles: 向老师反映.
	ownWords = "于向和从都应连由经以与时全能百万同有相"
	// beforeNames end what stands before a name: 市民, 举报人, 联系.
	beforeNames = "民人主户者是叫找系的了请问访复知给被称位名姓即"
	// afterNames are hanzi with which a sentence goes on behind a name.
	afterNames = "说的在和来是要去等也与向对把被反称打给住已很又就都您你先今同让请有没不认投举告诉及或可能会想将曾从到处家于因为家头本他她"
	// marriedNames are surnames before which a husband's stands: 陈方安生.
	marriedNames = "陈李张王黄林何梁郑刘吴周徐孙马朱胡郭罗高谢郭曾彭邓许叶苏卢蔡"
	// smallWords are surnames that make a word with 小, 老 or 阿: 小区, 小时, 老师.
	smallWords = "区时路米包车房费项曲景商花原官牛段钱家山班苗童池木水羊巴师年农门红公乡来干广康毛支党练解常和云平经富都计宁百城古汤街龙农姨"
	// smallBegins are surnames that begin a word behind 小 or 老: 小胡同, 小孙子.
	smallBegins = "孙胡杨陈余熊孔丁夏雷黎杜姜罗唐梁李张"
	// placeEnds are hanzi that make a place of a surname: 小王庄.
	placeEnds = "庄村路街屯坡沟桥山河镇乡寨堡湾营店岭湖塘楼台园府口巷里圩集子"
)

// set returns folded words.
func set(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[fold.String(w)] = true
	}
	return m
}

// notesBehind stand behind a name: 张三的母亲, 李四本人.
var notesBehind = []string{"的", "之", "本人", "母亲", "父亲", "儿子", "女儿", "丈夫", "妻子", "爱人", "家属", "家人", "邻居", "等人", "等"}

// withoutTitle returns a folded name without the title or note behind it: 张三先生.
func withoutTitle(s string) string {
	l := []rune(s)
	for i := 2; i < len(l); i++ {
		if n, _ := titleAt(l, i); n > 1 && i+n == len(l) {
			return string(l[:i])
		}
		for _, note := range notesBehind {
			if rest := string(l[i:]); strings.HasPrefix(rest, note) && (len([]rune(note)) > 1 && rest == note || (note == "的" || note == "之") && len(l) > i+1 || note == "等" && rest == note) {
				return string(l[:i])
			}
		}
	}
	return s
}

// withoutNotes returns a folded name without the words before it that say whose it is.
func withoutNotes(s string) string {
	for _, note := range notesBefore {
		if l := []rune(s); len(l) > len([]rune(note))+1 && string(l[:len([]rune(note))]) == note {
			return string(l[len([]rune(note)):])
		}
	}
	return s
}
