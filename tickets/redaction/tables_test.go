package redaction_test

import (
	"strings"
	"testing"

	"hotline12345/tickets/redaction"
)

// hides reports what is left of a text where a citizen has a name, an employer or a number.
func hides(c redaction.Citizen, text string) string { return redaction.New(c).Redact(text) }

func named(name string) redaction.Citizen { return redaction.Citizen{Names: []string{name}} }

// TestEveryWayToAddressACitizen: a surname with whatever people put behind it, in hanzi and in
// letters; the same of another surname says nothing of the citizen.
func TestEveryWayToAddressACitizen(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields(`先生 女士 小姐 太太 夫人 某某 某人 氏 师傅 阿姨 大爷 大妈 大娘 大姐 大哥 大嫂 大叔 大伯 大婶 爷爷 奶奶 婆婆 伯伯 叔叔 阿婆 阿公 阿伯 老汉 老太 老伯 老先生 老太太
		同学 同志 居民 市民 村民 业主 哥 姐 叔 姨 婶 嫂 伯 爷 生 太 某甲 某乙 老 妈妈 爸爸 妈 爸 夫妇 夫妻 老头 老师傅 老爷子 老人家 姑娘 小伙 小伙子 先森 师母 妹子 妹 弟 妹妹 弟弟 姐姐 哥哥 外婆 嫂子
		伯父 伯母 婶婶 姑姑 舅舅 家 家人 家属 家夫妇 母 父 夫 妻 师 户 老师太 女 男 头
		工 总 老师 医生 大夫 护士 护士长 教授 律师 警官 法官 经理 主任 局长 处长 科长 所长 队长 站长 院长 校长 厂长 镇长 村长 乡长 县长 市长 区长 部长 组长 班长 会长 董事长 董事 书记 主席 会计 老板 老总 秘书 教练
		工程师 干事 专员 委员 副局长 副主任 副经理 总经理 局 处 队 科 所 董`) {
		for said, want := range map[string]string{
			"昨天张" + w + "来过": "昨天***来过", "昨天李" + w + "来过": "昨天李" + w + "来过",
			"昨天Zhang" + w + "来过": "昨天***" + w + "来过", "昨天Li" + w + "来过": "昨天Li" + w + "来过",
		} {
			if got := hides(named("张建国"), said); got != want {
				t.Errorf("of %q a unit reads %q, want %q", said, got, want)
			}
		}
	}
	for said, want := range map[string]string{"Zhang某说": "***某说", "Li某说": "Li某说", "Zhang sir": "*** sir", "Mr Zhang": "Mr ***"} {
		if got := hides(named("Zhang Jianguo"), said); got != want {
			t.Errorf("of %q a unit reads %q, want %q", said, got, want)
		}
	}
}

// TestASurnameIsToldByItsParts: 弓长张, also where only the parts are said.
func TestASurnameIsToldByItsParts(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields(`弓长张 立早章 木子李 双木林 耳东陈 古月胡 口天吴 三横一竖王 三横王 草头黄 言午许 双人余徐 双人徐 走肖赵 人可何 文刀刘 木易杨 禾呈程 干勾于 人禾余 人未余 子小孙 千里草董
		曲日曹 丘山岳 双口吕 享耳郭 言身寸谢 关耳郑 三点水江`) {
		l := []rune(w)
		surname, parts := string(l[len(l)-1]), string(l[:len(l)-1])
		for said, want := range map[string]string{"我是" + w + "，": "我是***，", "他姓" + parts + "，": "他姓***，", "叫" + parts + "祎瓛": "叫***", parts + "的路灯": parts + "的路灯"} {
			if got := hides(named(surname+"祎瓛"), said); got != want {
				t.Errorf("the citizen is %s祎瓛: of %q a unit reads %q, want %q", surname, said, got, want)
			}
		}
	}
}

// TestSurnamesThatPeopleWriteForEachOther.
func TestSurnamesThatPeopleWriteForEachOther(t *testing.T) {
	t.Parallel()
	for _, pair := range strings.Fields("萧肖 阎闫 傅付 蓝兰 戴代 邱丘") {
		l := []rune(pair)
		for i := range l {
			if got := hides(named(string(l[i])+"祎瓛"), "据"+string(l[1-i])+"祎瓛称"); got != "据***称" {
				t.Errorf("the citizen is %c祎瓛: a unit reads %q", l[i], got)
			}
		}
		if said := string(l[1]) + "瓛来过"; hides(named(string(l[0])+"瓛"), said) != said {
			t.Errorf("of a name of two hanzi the other surname is hidden: %q", hides(named(string(l[0])+"瓛"), said))
		}
	}
}

// TestWhatACitizenDoesWithWords tells the given name.
func TestWhatACitizenDoesWithWords(t *testing.T) {
	t.Parallel()
	for _, w := range strings.Fields("说 称 讲 反映 表示 告诉 本人 投诉 举报 来电") {
		if got := hides(named("张建国"), "路灯不亮。建国"+w+"三次"); got != "路灯不亮。***"+w+"三次" {
			t.Errorf("a unit reads %q", got)
		}
	}
}

// TestNamesOnBothSidesOfALink: each of two people is hidden, whatever stands between them.
func TestNamesOnBothSidesOfALink(t *testing.T) {
	t.Parallel()
	for _, and := range strings.Fields("和 与 及 跟 同 暨 或 代 替 转 还有 以及") {
		if got := hides(named("卓玛"+and+"扎西"), "卓玛来电。扎西来电。"); got != "***来电。***来电。" {
			t.Errorf("the names are parted by %s: a unit reads %q", and, got)
		}
	}
}

// TestPlacesOfAnOwner: 张建国公司 is called by a person, 云湾船厂 is not.
func TestPlacesOfAnOwner(t *testing.T) {
	t.Parallel()
	for _, place := range strings.Fields("公司 饭店 超市 餐馆 诊所 工作室 食堂 餐厅") {
		if got := hides(named("高中华"+place), "请高中华签字"); got != "请***签字" {
			t.Errorf("the name's field is 高中华%s: a unit reads %q", place, got)
		}
	}
}

// TestAnEmployerIsToldWithoutItsDepartment, without what stands before it, and without its form.
func TestAnEmployerIsToldWithoutItsDepartment(t *testing.T) {
	t.Parallel()
	read := func(unit, said, want string) {
		t.Helper()
		if got := hides(redaction.Citizen{Told: []string{unit}}, said); got != want {
			t.Errorf("the employer is %s: of %q a unit reads %q, want %q", unit, said, got, want)
		}
	}
	for _, end := range strings.Fields("有限公司 公司 集团 厂 学校 大学 学院 中学 小学 幼儿园 医院 卫生院 银行 支行 超市 商场 酒店 饭店 宾馆 店 局 院 所 中心 社 矿 队 站 港 馆 协会 委员会 处 部 行 校") {
		read("鑫达祎"+end+"后勤保障甲组", "鑫达祎"+end+"欠薪", "***欠薪")
	}
	for _, form := range strings.Fields("股份有限公司 有限责任公司 集团有限公司 有限公司 总公司 分公司 公司 集团") {
		read("鑫达祎瓛"+form, "鑫达祎瓛欠薪", "***欠薪")
	}
	for _, before := range strings.Fields("在 原 原在 曾在 现在 就职于 就职 任职于 任职 工作于 工作单位 单位名称 单位 系 是") {
		read(before+"鑫达祎厂", "鑫达祎厂欠薪", "***欠薪")
	}
	for _, department := range []string{"workshop", "department", "dept", "branch", "office", "division", "plant", "factory", "campus", "No.2", "Co. Ltd", "Co, Ltd", "Ltd", "Inc", "Limited", "GmbH", "LLC", "Corp"} {
		read("Xinda Plastics "+department, "Xinda Plastics owes wages", "*** owes wages")
	}
	for _, admin := range strings.Fields("云湾省 云湾市 云湾区 云湾县 云湾镇 云湾乡") {
		read(admin+"鑫达祎厂", "鑫达祎厂在"+admin, "***在"+admin)
	}
}

// TestWordsBetweenTheDigitsOfANumber, as people say them.
func TestWordsBetweenTheDigitsOfANumber(t *testing.T) {
	t.Parallel()
	who := redaction.Citizen{Numbers: []string{"13812340001"}}
	for _, w := range strings.Fields("中间四位 后面四位 最后四位 后四位 末四位 下划线 空格 横杠 横线 短横 破折号 减号 加号 斜杠 逗号 顿号 然后 接着 后面 中间 最后 跟着 再来 dash space then 杠 减 加 点 再 后 横") {
		for said, want := range map[string]string{"打138" + w + "1234" + w + "0001吧": "打***吧", "打139" + w + "5678" + w + "0002吧": "打139" + w + "5678" + w + "0002吧"} {
			if got := hides(who, said); got != want {
				t.Errorf("of %q a unit reads %q, want %q", said, got, want)
			}
		}
	}
}

// TestWhereACitizenWorks: the short name of an employer is hidden where people say that they work
// there, and stays elsewhere.
func TestWhereACitizenWorks(t *testing.T) {
	t.Parallel()
	who := redaction.Citizen{Told: []string{"云湾有限公司"}}
	for said, want := range map[string]string{"他在云湾上班": "他在***上班", "云湾员工反映": "***员工反映", "云湾市民": "云湾市民", "云湾的路灯": "云湾的路灯"} {
		if got := hides(who, said); got != want {
			t.Errorf("of %q a unit reads %q, want %q", said, got, want)
		}
	}
}
