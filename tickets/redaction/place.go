package redaction

import (
	"slices"
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// organEnds end the name of an organisation, which a text may tell without the department that
// stands behind it: 云湾船厂二车间.
var organEnds = []string{"有限公司", "公司", "集团", "厂", "学校", "大学", "学院", "中学", "小学", "幼儿园", "医院", "卫生院", "银行", "支行", "超市", "商场", "酒店", "饭店", "宾馆", "店", "局", "院", "所", "中心", "社", "矿", "队", "站", "港", "馆", "协会", "委员会", "处", "部", "行", "校"}

// legalForms are left out where people speak of a company.
var legalForms = []string{"股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "总公司", "分公司", "公司", "集团"}

// anyOrgan are names of organisations that every city has.
var anyOrgan = set("公安局", "教育局", "派出所", "税务局", "卫生局", "民政局", "财政局", "城管局", "交通局", "环保局", "水务局", "法院", "检察院", "居委会", "村委会", "业委会", "物业公司", "公司", "有限公司", "集团", "集团公司", "工厂", "化工厂", "机械厂", "服装厂", "食品厂", "自来水公司", "供电公司", "供电局", "燃气公司", "公交公司", "人民医院", "中医院", "中心医院", "医院", "学校", "中心小学", "实验小学", "实验中学", "第一中学", "第一小学", "幼儿园", "中心幼儿园", "超市", "酒店", "银行", "建设银行", "农业银行", "工商银行", "中国银行", "邮政局", "电信局", "街道办事处", "办事处", "社区服务中心", "服务中心", "人社局", "住建局", "市场监管局", "市场监督管理局", "规划局", "房管局", "信访局", "医保局", "社保局", "消防队", "交警队", "刑警队", "城管队", "施工队", "加油站", "汽车站", "火车站", "地铁站", "污水处理厂", "自来水厂", "垃圾站", "国企", "政府部门", "事业单位", "保安公司", "快递公司", "外卖公司", "建筑公司", "装修公司", "出租车公司", "开发公司", "物业服务公司", "第一人民医院")

// beforeOrgan stand before the name of an employer.
var beforeOrgan = []string{"在", "原", "原在", "曾在", "现在", "就职于", "就职", "任职于", "任职", "工作于", "工作单位", "单位名称", "单位", "系", "是"}

// departments begin what stands behind one in letters.
var departments = []string{" workshop", " department", " dept", " branch", " office", " division", " plant", " factory", " campus", " no.", " co.", " co,", " ltd", " inc", " limited", " gmbh", " llc", " corp"}

// adminEnds end what stands before the name of an organisation or a street: 云湾市.
const adminEnds = "省市区县镇乡"

// shortPart is the least number of letters of a part of an employer or address that is hidden
// alone: 云湾船厂（二车间）; of the beginning that ends as an organisation does, one less: 鑫达厂.
const (
	shortPart  = 4
	shortOrgan = 3
)

// addParts hides the parts of an employer or address that people tell alone.
func (r *Redactor) addParts(s string) {
	outside, inside := unbracketed(s)
	for _, part := range strings.FieldsFunc(outside, partsNames) {
		r.addPart(part, shortPart)
		r.addBrand(part)
		for _, organ := range organsIn(fold.String(part)) {
			r.addPart(organ, shortOrgan)
			r.addPart(withoutLegalForm(organ), shortPart)
			r.addBrand(withoutLegalForm(organ))
		}
		for _, room := range roomsIn(fold.String(part)) {
			r.addWhole(room)
		}
	}
	for _, part := range inside {
		r.addPart(part, shortPart)
	}
}

// addIDs hides accounts, plates and the like that a field has.
func (r *Redactor) addIDs(s string) {
	for _, id := range idsIn(fold.String(s)) {
		if n, ok := newName(id); ok {
			n.bounded = true
			r.names = append(r.names, n)
		}
	}
}

// addPart hides a part that is long enough and has no number.
func (r *Redactor) addPart(part string, shortest int) {
	if n, ok := newName(part); ok && len(n.letters) >= shortest && !slices.ContainsFunc(n.letters, unicode.IsDigit) && !anyOrgan[string(n.letters)] {
		r.names = append(r.names, n)
	}
}

// organsIn returns the names of an organisation in a longer one: to where one can end, without
// the city before it, without the legal form behind it.
func organsIn(s string) (list []string) {
	begins := []int{0}
	for _, w := range beforeOrgan {
		if strings.HasPrefix(s, w) {
			begins = append(begins, len(w))
		}
	}
	for _, w := range departments {
		if i := strings.Index(s+",", w); i > 0 { // it was cut at a comma: co, ltd
			list = append(list, s[:i])
		}
	}
	for i, c := range s {
		if strings.ContainsRune(adminEnds, c) && len(begins) < mostParts {
			begins = append(begins, i+len(string(c)))
		}
	}
	for _, from := range begins {
		for i := range s[from:] {
			for _, end := range organEnds {
				if strings.HasPrefix(s[from+i:], end) && i > 0 && len(list) < mostParts {
					organ := s[from : from+i+len(end)]
					list = append(list, organ)
				}
			}
		}
		if len([]rune(s[from:])) >= shortPart {
			list = append(list, s[from:])
		}
	}
	return list
}

// mostParts bounds how many parts a field has.
const mostParts = 24

func withoutLegalForm(s string) string {
	for _, form := range legalForms {
		if rest, ok := strings.CutSuffix(s, form); ok {
			return rest
		}
	}
	return s
}

// roomSigns stand between the numbers of an address.
const roomSigns = "号栋幢座楼单元室房层弄巷村组队街道路大院里"

// shortRoom is the least number of letters of the end of an address that is hidden alone:
// 3栋502室.
const shortRoom = 5

// roomsIn returns the ends of an address, each beginning behind a city or at a number: also
// without the last sign.
func roomsIn(s string) (list []string) {
	l := []rune(strings.Map(func(c rune) rune {
		if !fold.Letter(c) {
			return -1
		}
		return c
	}, s))
	last := len(l)
	for last > 0 && strings.ContainsRune(roomSigns, l[last-1]) {
		last--
	}
	if last == 0 || !unicode.IsDigit(l[last-1]) || !slices.ContainsFunc(l, func(c rune) bool { return strings.ContainsRune("号栋幢座楼单室", c) }) {
		return nil
	}
	for i := range l {
		begins := i > 0 && (unicode.IsDigit(l[i]) && !unicode.IsDigit(l[i-1]) || strings.ContainsRune(adminEnds, l[i-1]))
		if begins && last-i >= shortRoom {
			list = append(list, string(l[i:]), string(l[i:last]))
		}
	}
	return append(list, string(l[:last]))
}

// shortID is the least number of signs of an account's name or a plate.
const shortID = 5

// idsIn returns what has letters as well as digits, or stands before an @: wxid_8a2, 粤A12345.
func idsIn(s string) (list []string) {
	if at := strings.IndexByte(s, '@'); at > 0 {
		local := s[:at]
		local = local[strings.LastIndexFunc(local, func(c rune) bool { return c == fold.Space || fold.Han(c) || strings.ContainsRune(":,;/(<", c) })+1:]
		if len(local) > 2 {
			list = append(list, local)
		}
	}
	for _, w := range strings.FieldsFunc(s, func(c rune) bool { return !inWord(c) && c != '_' && c != fold.Dash && c != fold.Dot }) {
		if len(w) >= shortID && strings.ContainsFunc(w, unicode.IsDigit) && strings.ContainsFunc(w, unicode.IsLetter) {
			list = append(list, w)
		}
	}
	return list
}
