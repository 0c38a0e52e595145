package importing

import (
	"strings"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// words are what people write for a value of the program; the value itself is one of them.
type words map[string]string

// in returns the value that a word means.
func (w words) in(word string) (string, bool) {
	word = plain(word)
	for names, value := range w {
		if plain(value) == word {
			return value, true
		}
		for name := range strings.FieldsSeq(names) {
			if plain(name) == word {
				return value, true
			}
		}
	}
	return "", false
}

var (
	yesNo = words{"是 有 对 y yes true 1 √": "yes", "否 无 不 n no false 0 ×": "no"}

	resetWord = words{"重置 重設": "reset"}

	typeWords = words{"咨询 諮詢 查询": string(tickets.Consultation), "求助": string(tickets.Help), "投诉 投訴": string(tickets.Complaint),
		"举报 舉報": string(tickets.Report), "建议 建議 意见": string(tickets.Suggestion), "表扬 表揚 讚賞 感谢": string(tickets.Praise), "其他 其它": string(tickets.Other)}

	roleWords = words{"话务员 話務員 接线员 坐席": string(org.RoleAgent), "班长 班長 組長 组长": string(org.RoleSupervisor),
		"承办单位经办人 負責單位經辦人 经办人 承办人": string(org.RoleUnitClerk), "派单员 派單員": string(org.RoleDispatcher), "领导 領導": string(org.RoleLeader),
		"总值班室值班员 總值班室值班員 值班员": string(org.RoleDutyOfficer), "系统管理员 系統管理員 管理员": string(org.RoleAdministrator),
		"通信管理员 通訊管理員": string(org.RoleTelecomAdmin), "审计员 審計員": string(org.RoleAuditor)}

	languageWords = words{"普通话 普通話 国语 汉语 mandarin": "zh", "粤语 粵語 廣東話 广东话 cantonese": "yue", "英语 英語 英文 english": "en"}

	queueWords = words{"投诉求助 投訴求助": "complaint", "政策咨询 政策諮詢": "consult", "综合 綜合": "general", "企业服务 企業服務": "business"}

	localWords = words{"区县 區縣 县 区": "county", "乡镇 鄉鎮 街道 乡镇街道": "township"}

	urgencyWords = words{"一般 普通": string(tickets.Normal), "紧急 緊急": string(tickets.Urgent), "特急": string(tickets.Emergency)}

	channelWords = words{"电话 電話 来电 來電 telephone": string(tickets.ByCall), "传真 傳真": string(tickets.ByFax), "短信 短訊": string(tickets.BySMS), "qq": string(tickets.ByQQ),
		"网站 網站 网络": string(tickets.ByWeb), "来信 來信 信件": string(tickets.ByLetter), "来访 來訪": string(tickets.ByVisit), "单位 單位": string(tickets.ByUnit),
		"转办 轉辦 上级转办 110": string(tickets.ByReferral)}

	wayWords = words{"当场 即場 当场答复": string(tickets.InCall), "电话 電話": string(tickets.Telephone), "书面 書面 来信 信函": string(tickets.Letter), "传真 傳真": string(tickets.Fax),
		"短信 短訊": string(tickets.SMS), "网站 網站": string(tickets.Web), "上门 上門 当面": string(tickets.Visit)}

	reasonWords = words{"联系不上 聯絡不上 多次联系不上": string(tickets.Unreachable), "无联系方式 無聯絡方法": string(tickets.NoContact),
		"不需要答复 不需要回覆 市民不需要答复": string(tickets.Unwanted), "市民撤回 撤回 撤诉": string(tickets.Withdrawn)}

	stateWords = words{"未办结 未辦結 办理中 處理中 待办 在办 未归档": "open", "已归档 已歸檔 归档 已办结 已辦結 办结 closed": "archived"}
)

// list cuts what people write between several values.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;/|，；、　\t\n", r) })
}
