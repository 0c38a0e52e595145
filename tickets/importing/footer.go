package importing

import (
	"regexp"
)

// fewCells is how many cells a row has at most that is no matter, unit or person.
const fewCells = 3

// total is what begins a row that counts those above it: 合计, 本页小计, 合计（件）, 总计：12 件,
// 共 12 条.
var total = regexp.MustCompile(`^(?i:(本页|本頁|本表|本月|本日|本年|全部|全市|当前页)?\s*(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|合\s*計|總\s*計|小\s*計|共\s*計|累\s*計|总数|總數|total|subtotal|grand total)` +
	`\s*([(（][^()（）]*[)）])?\s*[:：]?\s*[0-9,，.]*\s*[件条條个個宗起单單行户戶]?|[总總]?共\s*[0-9,，]+\s*[件条條个個宗起单單行户戶](记录|記錄|数据|數據|工单)?)[。.]?$`)

// isTotal reports whether a row only counts those above it.
func isTotal(l Line) bool {
	return filledCells(l) <= fewCells && total.MatchString(firstText(l))
}

// footer is what begins a row below a table that says something of it: who made it and when, a
// remark, the number of the page.
var footer = regexp.MustCompile(`^(制表|製表|填表|填报|填報|审核|審核|复核|覆核|审批|審批|打印|列印|导出|匯出|报表|報表|统计|統計|数据|數據|更新)(人|者|员|員|单位|單位|部门|部門|时间|時間|日期|来源|來源|截止)[^:：]{0,10}[:：]` +
	`|^(说明|說明|备注|備註|注|註|附注|附註|填表说明|填表說明|注意)[:：]|^第\s*[0-9]+\s*[页頁]|^[-—]+\s*[0-9]+\s*[-—]+$|^(?i:page\s+[0-9]+|(exported|printed|generated) (by|at|on)\b)`)

// isFooter reports whether a row says something of the table: it has few cells, begins so, and
// lacks most of what a row must have.
func (l *layout) isFooter(line Line, k Kind) bool {
	if filledCells(line) > fewCells || !footer.MatchString(firstText(line)) {
		return false
	}
	must, has := 0, 0
	for _, c := range Columns(k) {
		if i, there := l.at[c.Field]; c.Required && there {
			must++
			if i < len(line.Cells) && line.Cells[i].Text != "" {
				has++
			}
		}
	}
	return must > 1 && has*2 <= must
}
