package importing

func unitColumns() []Column {
	return []Column{
		{Field: "code", Head: Text{"单位编码", "單位編碼", "Unit code"}, Also: []string{"编码", "code"}, Required: true, Max: 32,
			Note: Text{"唯一，导入后不可改", "唯一，匯入後不可改", "Unique; never changes"}, Example: "YL-01"},
		{Field: "name", Head: Text{"单位名称", "單位名稱", "Unit name"}, Also: []string{"名称", "name"}, Required: true, Max: 800, Example: "示例区城管局"},
		{Field: "parent", Head: Text{"上级编码", "上級編碼", "Parent code"}, Also: []string{"上级单位编码", "上级单位"}, Max: 800,
			Note: Text{"上级单位的编码或全称；最高一级留空", "上級單位的編碼或全稱；最高一級留空", "Code or full name of the unit above; empty at the top"}, Example: "YL"},
		{Field: "level", Head: Text{"层级", "層級", "Level"}, Also: []string{"级别"}, Max: 20,
			Note: Text{"1市 2区县 3乡镇街道 4村社区；留空为上级的下一级", "1市 2區縣 3鄉鎮街道 4村社區；留空為上級的下一級",
				"1 city, 2 county, 3 township, 4 village; empty: one below the unit above"}, Example: "2"},
		{Field: "centre", List: "yes", Head: Text{"热线中心", "熱線中心", "Hotline centre"}, Also: []string{"是否热线中心", "分中心"}, Max: 20,
			Note: Text{"是或否", "是或否", "yes or no"}, Example: "否"},
		{Field: "phone", Head: Text{"单位电话", "單位電話", "Unit telephone"}, Also: []string{"电话", "联系电话", "phone"}, Max: 40, Example: "057188886666"},
		{Field: "duty", Head: Text{"值班说明", "值班說明", "Duty"}, Also: []string{"值班"}, Max: 800, Example: "8:30-17:30，夜间电话转接"},
	}
}

func categoryColumns() []Column {
	return []Column{
		{Field: "code", Head: Text{"分类编码", "分類編碼", "Category code"}, Also: []string{"编码", "code"}, Required: true, Max: 4,
			Note: Text{"大类两位，小类四位（前两位是大类）", "大類兩位，小類四位（前兩位是大類）", "Two digits for a group, four for a category in it"}, Example: "9901"},
		{Field: "name", Head: Text{"分类名称", "分類名稱", "Category name"}, Also: []string{"名称", "name"}, Required: true, Max: 400, Example: "示例分类"},
		{Field: "name_en", Head: Text{"英文名称", "英文名稱", "English name"}, Max: 400, Example: "Example"},
		{Field: "type", List: "type", Head: Text{"诉求类型", "訴求類型", "Type"}, Also: []string{"类型"}, Max: 40,
			Note: Text{"咨询 求助 投诉 举报 建议 表扬 其他；小类必填", "諮詢 求助 投訴 舉報 建議 表揚 其他；小類必填",
				"consultation help complaint report suggestion praise other; categories need one"}, Example: "投诉"},
		{Field: "unit", Head: Text{"承办单位", "負責單位", "Handling unit"}, Also: []string{"默认单位", "主办单位"}, Max: 800,
			Note: Text{"编码或全称", "編碼或全稱", "Code or full name"}},
		{Field: "local", List: "local", Head: Text{"属地", "屬地", "Local"}, Max: 20,
			Note: Text{"由区县还是乡镇办理：区县、乡镇或留空", "由區縣還是鄉鎮辦理：區縣、鄉鎮或留空", "county, township or empty"}, Example: "区县"},
		{Field: "assist", Head: Text{"协办单位", "協辦單位", "Assisting units"}, Max: 2000,
			Note: Text{"多个用顿号分开", "多個用頓號分開", "Several: with commas"}},
		{Field: "limit", Head: Text{"办理时限", "辦理時限", "Limit"}, Also: []string{"时限"}, Max: 20,
			Note: Text{"当场、2小时、7个工作日；小类必填", "即場、2小時、7個工作天；小類必填", "now, 2h or 7wd; categories need one"}, Example: "7个工作日"},
		{Field: "urgency", List: "urgency", Head: Text{"紧急程度", "緊急程度", "Urgency"}, Max: 20,
			Note: Text{"一般、紧急、特急；留空为一般", "一般、緊急、特急；留空為一般", "normal, urgent, emergency; empty: normal"}, Example: "一般"},
	}
}

func userColumns() []Column {
	return []Column{
		{Field: "login", Head: Text{"账号", "帳號", "Login"}, Also: []string{"登录名", "用户名", "帐号"}, Required: true, Max: 64,
			Note: Text{"字母、数字和 . - _ @", "字母、數字和 . - _ @", "Letters, digits and . - _ @"}, Example: "zhangsan"},
		{Field: "name", Head: Text{"姓名", "姓名", "Name"}, Required: true, Max: 400, Example: "张三（示例）"},
		{Field: "number", Head: Text{"工号", "工號", "Agent number"}, Max: 8,
			Note: Text{"话务员必填，1至8位数字", "話務員必填，1至8位數字", "Agents need one: 1 to 8 digits"}, Example: "99001"},
		{Field: "roles", List: "roles", Head: Text{"岗位", "崗位", "Roles"}, Also: []string{"角色"}, Required: true, Max: 400,
			Note: Text{"话务员 班长 承办单位经办人 派单员 领导 总值班室值班员 系统管理员 通信管理员 审计员；多个用顿号分开",
				"話務員 組長 負責單位經辦人 派單員 領導 總值班室值班員 系統管理員 通訊管理員 審計員；多個用頓號分開",
				"agent supervisor unit_clerk dispatcher leader duty_officer administrator telecom_admin auditor; several: with commas"}, Example: "话务员"},
		{Field: "unit", Head: Text{"所属单位", "所屬單位", "Unit"}, Also: []string{"单位", "单位编码"}, Required: true, Max: 800,
			Note: Text{"编码或全称", "編碼或全稱", "Code or full name"}, Example: "YL-01"},
		{Field: "languages", List: "languages", Head: Text{"语种", "語種", "Languages"}, Also: []string{"语言"}, Max: 100,
			Note: Text{"普通话 粤语 英语；留空为普通话", "普通話 粵語 英語；留空為普通話", "zh yue en; empty: zh"}, Example: "普通话、英语"},
		{Field: "queues", List: "queues", Head: Text{"队列", "隊列", "Queues"}, Max: 400,
			Note: Text{"投诉求助 政策咨询 综合 企业服务", "投訴求助 政策諮詢 綜合 企業服務", "complaint consult general business"}, Example: "投诉求助、综合"},
		{Field: "disabled", List: "yes", Head: Text{"停用", "停用", "Disabled"}, Also: []string{"是否停用"}, Max: 20,
			Note: Text{"是或否", "是或否", "yes or no"}, Example: "否"},
		{Field: "password", List: "reset", Head: Text{"初始密码", "初始密碼", "Initial password"}, Also: []string{"密码"}, Max: 200,
			Note: Text{"只用于新账号，至少12个字符，或8个字符并含三类字符；本人首次登录后须更换；留空由系统生成，导入后只显示一次；已有账号填“重置”可换新密码", "只用於新帳號，至少12個字元，或8個字元並含三類字元；本人首次登入後須更換；留空由系統產生，匯入後只顯示一次；已有帳號填「重置」可換新密碼",
				"New accounts only, at least 12 characters, or 8 of three kinds; to be changed at the first sign-in; empty: made here and shown once. The word reset gives an account that exists a new one"}},
	}
}
