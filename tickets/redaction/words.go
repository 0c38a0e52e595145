package redaction

import "hotline12345/internal/fold"

// Words by which names are told from other words. All are written in their folded form.

// noName are what a name's field holds when it holds none.
var noName = set("无", "空", "某先生", "某女士", "某市民", "某居民", "旁边", "地址不详", "不知道", "不知名", "无名", "无名氏", "暂缺", "略", "公司", "单位", "个人", "企业",
	"na", "none", "null", "unknown", "anonymous", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "the", "and", "or", "of", "for", "with", "by", "from", "neighbour", "neighbor", "friend", "citizen", "not", "given", "test", "tel", "phone", "mobile", "wechat", "qq", "email", "room", "flat", "no", "male", "female", "husband", "wife", "son", "daughter", "mother", "father", "parent", "parents", "student", "teacher", "owner", "tenant", "landlord", "driver", "family", "resident", "worker", "colleague", "his", "her", "their", "behalf", "on", "aged", "years", "old", "manager", "confidential")

// personal are titles that nothing but a surname stands before.
var personal = set("先生", "女士", "小姐", "太太", "某某")

// titles are what stands behind a surname.
var titles = titlesOf(
	[]string{"先生", "女士", "小姐", "太太", "夫人", "某", "某某", "某人", "氏", "师傅", "阿姨", "大爷", "大妈", "大娘", "大姐", "大哥", "大嫂", "大叔", "大伯", "大婶", "爷爷", "奶奶", "婆婆", "伯伯", "叔叔", "阿婆", "阿公", "阿伯", "老汉", "老太", "老伯", "老先生", "老太太", "同学", "同志", "居民", "市民", "村民", "业主", "哥", "姐", "叔", "姨", "婶", "嫂", "伯", "爷", "生", "太", "sir", "某甲", "某乙", "老", "妈妈", "爸爸", "妈", "爸", "夫妇", "夫妻", "老头", "老师傅", "老爷子", "老人家", "姑娘", "小伙", "小伙子", "先森", "师母", "妹子", "妹", "弟", "妹妹", "弟弟", "姐姐", "哥哥", "奶奶", "外婆", "嫂子", "伯父", "伯母", "婶婶", "姑姑", "舅舅", "家", "家人", "家属", "家夫妇", "母", "父", "夫", "妻", "师", "户", "老师太", "女", "男", "头"},
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

// homely are titles that make a word with many a surname: 商家, 管家, 农户.
const homely = "家户母父夫妻妹弟妈爸师女男头"

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
