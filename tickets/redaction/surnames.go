package redaction

import "strings"

const (
	// frequentSurnames are those of nine in ten people: what begins with one may be a name
	// wherever it stands in a name's field.
	frequentSurnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅付沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱丘秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文樊欧殷施洪翁庞颜倪温聂詹"
	// rareSurnames are other ones (百家姓 and of today): many are words, too.
	rareSurnames = "年商褚卫尤严华陶戚喻柏水窦章云葛奚郎鲁韦昌苗凤花俞柳酆鲍费廉岑滕毕邬安乐时皮卞齐伍元卜平和穆湛祁禹狄米贝明臧计伏成谈茅纪舒屈项祝阮蓝兰闵席季麻强路娄危童梅盛刁骆凌霍虞支柯昝管莫经房裘缪干解应宗宣贲郁单杭包诸左吉钮嵇邢滑裴荣荀羊惠甄曲封芮羿储靳汲邴糜松井富巫乌焦巴弓牧隗山谷车宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖符景束幸司韶郜蓟薄印宿怀蒲邰鄂索咸卓蔺屠蒙池阴胥苍双闻莘党翟贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿边扈燕冀郏浦尚农庄晏柴瞿慕连茹习宦艾鱼容向古慎戈庾暨居衡步都耿满弘匡国寇广禄阙东殳沃利蔚越夔隆师巩厍晁勾敖融冷訾辛阚那简饶毋沙乜鞠丰巢关蒯相查后荆红游竺权逯盖益桓代邸佟苟苑覃谌涂佘楚仝员麦税门原青冼区练仉植揭谯买撒妥锁虎折鹿晋初律肇帅由英海保团哈喜才仁朴具"
)

// doubleSurnames are surnames of two hanzi.
var doubleSurnames = set("欧阳", "上官", "司马", "诸葛", "慕容", "夏侯", "皇甫", "尉迟", "公孙", "长孙", "令狐", "宇文", "东方", "西门", "南宫", "端木", "百里", "呼延", "赫连", "轩辕", "司徒", "司空", "淳于", "单于", "澹台", "申屠", "太史", "独孤", "闻人", "钟离", "鲜于", "闾丘", "太叔", "公冶", "宗政", "濮阳", "仲孙", "东郭", "南门", "第五", "万俟", "拓跋", "公羊", "左丘", "东野", "梁丘", "羊舌", "微生", "公西", "漆雕", "乐正", "壤驷", "夹谷", "谷梁", "段干", "百家", "纳兰", "完颜", "叶赫", "那拉", "爱新", "钮祜", "瓜尔")

// surnameAt returns how many hanzi of a surname stand at a sign, and whether it is a frequent
// one; 0 if there is none.
func surnameAt(l []rune, i int) (length int, frequent bool) {
	switch {
	case i+1 < len(l) && doubleSurnames[string(l[i:i+2])]:
		return 2, true
	case i >= len(l):
		return 0, false
	case strings.ContainsRune(frequentSurnames, l[i]):
		return 1, true
	case strings.ContainsRune(rareSurnames, l[i]):
		return 1, false
	}
	return 0, false
}

// isFullName reports whether hanzi are as many as a Chinese name has, and begin with a surname.
func isFullName(l []rune) bool {
	n, _ := surnameAt(l, 0)
	return n > 0 && len(l) > 1 && len(l) <= n+2
}

// plainDoubles are surnames of two hanzi that are words, too.
var plainDoubles = set("东方", "西门", "南门", "南宫", "百里", "单于", "第五", "太史", "司空", "长孙", "公孙", "东野", "百家", "完颜", "微生", "左丘", "东郭", "闻人", "上官", "乐正", "爱新", "那拉")

// spelledSurnames are how surnames are told apart when they are spoken.
var spelledSurnames = map[string][]string{
	"张": {"弓长"}, "章": {"立早"}, "李": {"木子"}, "林": {"双木"}, "陈": {"耳东"}, "胡": {"古月"}, "吴": {"口天"}, "王": {"三横一竖", "三横"}, "黄": {"草头"}, "许": {"言午"}, "徐": {"双人余", "双人"}, "赵": {"走肖"},
	"何": {"人可"}, "刘": {"文刀"}, "杨": {"木易"}, "程": {"禾呈"}, "于": {"干勾"}, "余": {"人禾", "人未"}, "孙": {"子小"}, "董": {"千里草"}, "曹": {"曲日"}, "岳": {"丘山"}, "吕": {"双口"}, "郭": {"享耳"}, "谢": {"言身寸"}, "郑": {"关耳"}, "江": {"三点水"},
}
