package importing

import (
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Word is one value of a list, and what people write for it.
type Word struct {
	Value string
	Text  Text
	Also  []string
}

// List is the values that a field takes. Its name is that of the field where it was
// first needed; several fields may share one.
type List struct {
	Name  string
	Words []Word
}

// Lists returns all lists as the program has them, in the order of the page that extends them.
func Lists() []List {
	return []List{typeList, callerList, channelList, stateList, wayList, reasonList, urgencyList, localList, yesList, roleList, languageList, queueList}
}

// listOf returns the list of a name.
func listOf(lists []List, name string) (List, bool) {
	for _, l := range lists {
		if l.Name == name {
			return l, true
		}
	}
	return List{}, false
}

// has reports whether a list has a value.
func (l List) has(value string) bool {
	for _, w := range l.Words {
		if w.Value == value {
			return true
		}
	}
	return false
}

var (
	yesList = List{"yes", []Word{{"yes", Text{"是", "是", "yes"}, []string{"有", "对", "y", "true", "1", "√", "已", "保密"}},
		{"no", Text{"否", "否", "no"}, []string{"无", "不", "n", "false", "0", "×", "不保密", "公开"}}}}

	// resetWord asks for a new password.
	resetWord = List{"reset", []Word{{"reset", Text{"重置", "重設", "reset"}, nil}}}

	// typeList: 投诉举报 stands for two; whoever accuses somebody is better hidden than shown.
	typeList = List{"type", []Word{
		{string(tickets.Consultation), Text{"咨询", "諮詢", "consultation"}, []string{"查询", "政策咨询", "业务咨询", "咨询类", "问询"}},
		{string(tickets.Help), Text{"求助", "求助", "help"}, []string{"求决", "求助类", "求决类", "非紧急求助", "公共服务", "报修"}},
		{string(tickets.Complaint), Text{"投诉", "投訴", "complaint"}, []string{"投诉类", "申诉", "消费投诉"}},
		{string(tickets.Report), Text{"举报", "舉報", "report"}, []string{"举报类", "投诉举报", "投訴舉報", "检举", "违法举报"}},
		{string(tickets.Suggestion), Text{"建议", "建議", "suggestion"}, []string{"意见", "意见建议", "建议类", "建言献策"}},
		{string(tickets.Praise), Text{"表扬", "表揚", "praise"}, []string{"讚賞", "感谢", "表扬类", "表扬感谢"}},
		{string(tickets.Other), Text{"其他", "其他", "other"}, []string{"其它", "其他类", "无效", "骚扰", "未分类"}}}}

	// callerList is who a caller speaks for (S002); 是 and 否 answer 是否企业.
	callerList = List{"caller_kind", []Word{
		{string(tickets.CallerPerson), Text{"个人", "個人", "person"}, []string{"市民", "自然人", "公民", "居民", "群众", "本人", "个人诉求", "个人来电", "村民", "业主", "游客", "individual", "citizen", "否"}},
		{string(tickets.CallerCompany), Text{"企业", "企業", "company"}, []string{"公司", "企业法人", "企业诉求", "企业来电", "商户", "商家", "个体户", "个体工商户", "市场主体", "经营主体", "民营企业", "国有企业", "外资企业", "中小企业", "enterprise", "business", "是"}},
		{string(tickets.CallerOrganisation), Text{"其他组织", "其他組織", "organisation"}, []string{"组织", "单位", "机关", "事业单位", "机关事业单位", "机关单位", "政府部门", "社会组织", "社会团体", "社团", "团体", "机构", "学校", "医院", "村委会", "居委会", "业委会", "业主委员会", "民办非企业",
			"法人", "非企业组织", "其他单位", "organization"}}}}

	roleList = List{"roles", []Word{
		{string(org.RoleAgent), Text{"话务员", "話務員", "agent"}, []string{"接线员", "坐席", "座席", "客服"}},
		{string(org.RoleSupervisor), Text{"班长", "組長", "supervisor"}, []string{"班長", "组长", "值班长"}},
		{string(org.RoleUnitClerk), Text{"承办单位经办人", "負責單位經辦人", "unit clerk"}, []string{"经办人", "承办人", "联络员"}},
		{string(org.RoleDispatcher), Text{"派单员", "派單員", "dispatcher"}, []string{"转办员"}},
		{string(org.RoleLeader), Text{"领导", "領導", "leader"}, nil},
		{string(org.RoleDutyOfficer), Text{"总值班室值班员", "總值班室值班員", "duty officer"}, []string{"值班员"}},
		{string(org.RoleAdministrator), Text{"系统管理员", "系統管理員", "administrator"}, []string{"管理员"}},
		{string(org.RoleTelecomAdmin), Text{"通信管理员", "通訊管理員", "telecom admin"}, nil},
		{string(org.RoleAuditor), Text{"审计员", "審計員", "auditor"}, nil}}}

	languageList = List{"languages", []Word{{"zh", Text{"普通话", "普通話", "Mandarin"}, []string{"国语", "汉语"}},
		{"yue", Text{"粤语", "粵語", "Cantonese"}, []string{"廣東話", "广东话"}}, {"en", Text{"英语", "英語", "English"}, []string{"英文"}}}}

	queueList = List{"queues", []Word{{"complaint", Text{"投诉求助", "投訴求助", "complaints and help"}, nil}, {"consult", Text{"政策咨询", "政策諮詢", "policy"}, nil},
		{"general", Text{"综合", "綜合", "general"}, nil}, {"business", Text{"企业服务", "企業服務", "business"}, nil}}}

	localList = List{"local", []Word{{"county", Text{"区县", "區縣", "county"}, []string{"县", "区"}},
		{"township", Text{"乡镇", "鄉鎮", "township"}, []string{"街道", "乡镇街道"}}}}

	urgencyList = List{"urgency", []Word{{string(tickets.Normal), Text{"一般", "一般", "normal"}, []string{"普通", "常规", "平件"}},
		{string(tickets.Urgent), Text{"紧急", "緊急", "urgent"}, []string{"急件", "加急"}}, {string(tickets.Emergency), Text{"特急", "特急", "emergency"}, []string{"突发"}}}}

	channelList = List{"channel", []Word{
		{string(tickets.ByCall), Text{"电话", "電話", "call"}, []string{"来电", "來電", "telephone", "热线", "12345热线", "12345", "电话受理", "呼入", "人工", "语音"}},
		{string(tickets.ByFax), Text{"传真", "傳真", "fax"}, nil},
		{string(tickets.BySMS), Text{"短信", "短訊", "sms"}, []string{"手机短信"}},
		{"qq", Text{"QQ", "QQ", "QQ"}, nil},
		{string(tickets.ByWeb), Text{"网站", "網站", "web"}, []string{"网络", "互联网", "微信", "微信公众号", "微信小程序", "公众号", "小程序", "APP", "手机APP", "客户端", "移动端",
			"市长信箱", "领导信箱", "县长信箱", "区长信箱", "书记信箱", "网上信箱", "电子邮件", "邮件", "邮箱", "email", "微博", "抖音", "门户网站", "政府网站", "政务服务网", "政民互动", "人民网", "网民留言", "领导留言板"}},
		{string(tickets.ByLetter), Text{"来信", "來信", "letter"}, []string{"信件", "信函", "书信"}},
		{string(tickets.ByVisit), Text{"来访", "來訪", "visit"}, []string{"走访", "现场", "窗口"}},
		{string(tickets.ByUnit), Text{"单位", "單位", "unit"}, []string{"自办", "单位自建"}},
		{string(tickets.ByReferral), Text{"转办", "轉辦", "referral"}, []string{"上级转办", "110", "110转办", "110联动", "上级交办", "交办", "领导交办", "领导批示", "省平台", "省12345", "国务院互联网+督查", "网格"}}}}

	wayList = List{"way", []Word{{string(tickets.InCall), Text{"当场", "即場", "in the call"}, []string{"当场答复", "即时答复", "直接答复", "直办"}},
		{string(tickets.Telephone), Text{"电话", "電話", "telephone"}, []string{"电话答复", "电话回复", "电话联系"}},
		{string(tickets.Letter), Text{"书面", "書面", "letter"}, []string{"来信", "信函", "书面答复", "邮寄"}},
		{string(tickets.Fax), Text{"传真", "傳真", "fax"}, nil}, {string(tickets.SMS), Text{"短信", "短訊", "sms"}, nil},
		{string(tickets.Web), Text{"网站", "網站", "web"}, []string{"网络", "网上答复", "微信", "APP", "电子邮件", "邮件"}},
		{string(tickets.Visit), Text{"上门", "上門", "visit"}, []string{"当面", "面谈", "现场", "当面答复"}}}}

	reasonList = List{"no_answer", []Word{{string(tickets.Unreachable), Text{"联系不上", "聯絡不上", "unreachable"}, []string{"多次联系不上", "无法接通", "无人接听", "联系未果"}},
		{string(tickets.NoContact), Text{"无联系方式", "無聯絡方法", "no contact"}, []string{"匿名", "未留联系方式"}},
		{string(tickets.Unwanted), Text{"不需要答复", "不需要回覆", "unwanted"}, []string{"市民不需要答复", "无需答复", "无需回复", "不用回复"}},
		{string(tickets.Withdrawn), Text{"市民撤回", "市民撤回", "withdrawn"}, []string{"撤回", "撤诉", "撤单"}}}}

	stateList = List{"state", []Word{
		{"open", Text{"未办结", "未辦結", "open"}, []string{"办理中", "處理中", "处理中", "待办", "在办", "未归档", "正在办理", "受理中", "已受理", "待受理", "待派单", "待处理", "待转办", "已派单", "已转办", "已分派",
			"待回复", "待答复", "未完成", "进行中", "未处理", "未办理", "承办中", "已签收", "待签收", "待审核", "审核中", "延期", "挂起", "重办", "退回"}},
		{"archived", Text{"已归档", "已歸檔", "archived"}, []string{"归档", "已办结", "已辦結", "办结", "closed", "已完成", "完成", "已结案", "结案", "办毕", "已办理", "已处理", "处理完成", "已关闭", "关闭",
			"已回复", "已答复", "已回访", "直接办结", "正常办结", "已办结归档"}}}}
)
