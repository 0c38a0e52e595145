package importing

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

var now = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func existing() Existing {
	units := []org.Unit{
		{Code: "Y", Name: "云湾市", Level: 1}, {Code: "Y00", Name: "市12345热线中心", Parent: "Y", Level: 1, Centre: true},
		{Code: "Y04", Name: "市城管局", Parent: "Y", Level: 1, Phone: "05711234", Duty: "日夜"},
		{Code: "Y99", Name: "旧局", Parent: "Y", Level: 1, Ended: true, Successor: "Y04"},
		{Code: "A-1", Name: "民政办", Parent: "Y", Level: 3}, {Code: "B-1", Name: "民政办", Parent: "Y", Level: 3},
	}
	kinds := []tickets.Category{{Code: "06", Name: "生态环境"},
		{Code: "0601", Parent: "06", Name: "建筑施工噪声", Type: tickets.Complaint, Unit: "Y04", Limit: "24h", Urgency: tickets.Urgent}}
	rules := tickets.DefaultRulebook()
	rules.Tree, rules.Categories = org.NewTree(units), kinds
	return Existing{Units: units, Categories: kinds, Rules: rules, Now: now, Login: "admin",
		By: org.Actor{Person: org.Person{ID: "9", Name: "管理员", Unit: "Y00"}, Roles: []org.Role{org.RoleAdministrator}, From: "127.0.0.1"},
		Users: []org.User{
			{ID: "1", Login: "1001", Name: "林海", Number: "1001", Roles: []org.Role{org.RoleAgent}, Unit: "Y00", Languages: []string{"zh"}, Queues: []string{"general"}},
			{ID: "9", Login: "admin", Name: "管理员", Roles: []org.Role{org.RoleAdministrator}, Unit: "Y00"}}}
}

// table reads lines with | between the cells; the first is the headings.
func table(k Kind, lines ...string) *Table {
	t := NewTable(k)
	for i, l := range lines {
		var cells []Cell
		for _, c := range strings.Split(l, "|") {
			cells = append(cells, Cell{Text: strings.ReplaceAll(c, `\n`, "\n")})
		}
		t.Add(i+1, cells)
	}
	return t
}

// faultsOf are the errors as "row field code".
func faultsOf(faults []Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, strings.TrimSpace(strings.Join([]string{string(rune('0' + f.Row)), f.Column, string(f.Code)}, " ")))
	}
	return out
}

func wantFaults(t *testing.T, got []Fault, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, faultsOf(got)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestUnitsMayStandInAnyOrder(t *testing.T) {
	t.Parallel()
	b, faults := Check(table(Units, "单位编码*|单位名称|上级编码|层级|热线中心|备注",
		"C-02-1|海滨社区|C-02||否|x", "C-02|海滨街道|沙洲区|3|", "C|沙洲区|Y|2|否", "C-00|沙洲区分中心|C||是", "Y04|市城市管理局|Y|1|"), existing())
	wantFaults(t, faults)
	want := []org.Unit{
		{Code: "C", Name: "沙洲区", Parent: "Y", Level: 2}, {Code: "C-02", Name: "海滨街道", Parent: "C", Level: 3},
		{Code: "C-02-1", Name: "海滨社区", Parent: "C-02", Level: 4}, {Code: "C-00", Name: "沙洲区分中心", Parent: "C", Level: 3, Centre: true},
		{Code: "Y04", Name: "市城市管理局", Parent: "Y", Level: 1, Phone: "05711234", Duty: "日夜"}, // columns that are missing leave what is there
	}
	if diff := cmp.Diff(want, b.Units); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

func TestAllFaultsOfUnitsAtOnce(t *testing.T) {
	t.Parallel()
	_, faults := Check(table(Units, "unit code|unit name|parent code|level|hotline centre|unit telephone",
		"C|沙洲区|nobody|1||", "C|沙洲区|Y|2||", "D|云\u0007岭|D||也许|abc", "E|甲|F||", "F|乙|E||", "||Y|x||", "G|丙|民政办|2||", "H|丁|Y99|2||",
	), existing())
	wantFaults(t, faults, "2 parent unknown_parent", "3 code double", "4 name control_character", "4 centre unknown", "4 phone bad_phone", "4 parent cycle",
		"5 parent cycle", "6 parent cycle", "7 code required", "7 name required", "7 level bad_level", "8 parent ambiguous_unit", "9 parent ended_unit")
	if faults[0].Head != "parent code" || faults[0].Value != "nobody" {
		t.Errorf("a fault does not say what stands there: %+v", faults[0])
	}
}

func TestACycleThroughUnitsThatAreThere(t *testing.T) {
	t.Parallel()
	_, faults := Check(table(Units, "code|name|上级编码|级别", "Y|云湾市|Y04|1"), existing())
	wantFaults(t, faults, "2 parent cycle")
}

func TestUsers(t *testing.T) {
	t.Parallel()
	b, faults := Check(table(Users, "账号|姓名|工号|岗位|所属单位|语种|队列|停用|初始密码",
		"2001|王芳|2001|话务员、班长|市12345热线中心|普通话，粤语|投诉求助 综合|否|", "clerk|李娜||unit_clerk|Y04||||long-enough-1",
		"1001|林海|1009|agent|Y00|||是|ignored for old ones", "admin|管理员||系统管理员|Y00||||重置"), existing())
	wantFaults(t, faults)
	want := []NewUser{
		{New: true, User: org.User{Login: "2001", Name: "王芳", Number: "2001", Roles: []org.Role{"agent", "supervisor"}, Unit: "Y00",
			Languages: []string{"zh", "yue"}, Queues: []string{"complaint", "general"}}},
		{New: true, Password: "long-enough-1", User: org.User{Login: "clerk", Name: "李娜", Roles: []org.Role{"unit_clerk"}, Unit: "Y04",
			Languages: []string{"zh"}, Queues: []string{}}},
		{User: org.User{ID: "1", Login: "1001", Name: "林海", Number: "1009", Roles: []org.Role{"agent"}, Unit: "Y00",
			Languages: []string{"zh"}, Queues: []string{}, Disabled: true}},
		{Reset: true, User: org.User{ID: "9", Login: "admin", Name: "管理员", Roles: []org.Role{"administrator"}, Unit: "Y00", Languages: []string{"zh"}, Queues: []string{}}},
	}
	if diff := cmp.Diff(want, b.Users); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
}

func TestAllFaultsOfUsersAtOnce(t *testing.T) {
	t.Parallel()
	_, faults := Check(table(Users, "login|name|number|roles|unit|languages|queues|password",
		"a b|甲|1001|agent|Y00|||", "c|乙||agent|nowhere|德语|x|short", "d|丙|7|king|Y00|||", "e|丁|7|leader|Y00|||", "admin|管理员||leader|Y00|||", "f||x1|leader||||#REF!"), existing())
	wantFaults(t, faults, "2 login invalid", "2 number taken", "3 number needs_number", "3 unit unknown_unit", "3 languages unknown", "3 queues unknown", "3 password weak_password",
		"4 roles unknown", "5 number double", "6 login own_account", "7 name required", "7 number invalid", "7 unit required", "7 password cell_error")
	if i := slices.IndexFunc(faults, func(f Fault) bool { return f.Code == WeakPassword }); faults[i].Value != "" {
		t.Error("a password stands in a fault")
	}
}

// TestARoleWithoutPowerIsAWarning: the table is imported all the same.
func TestARoleWithoutPowerIsAWarning(t *testing.T) {
	t.Parallel()
	b, faults := Check(table(Users, "账号|姓名|工号|岗位|所属单位|停用", "a|甲||经办人、派单员|市城管局|", "b|乙||领导|Y|", "c|丙||派单员|Y04|是", "d|丁||派单员|Y00|"), existing())
	wantFaults(t, faults)
	if len(b.Users) != 4 || len(b.Warnings) != 1 {
		t.Fatalf("%d users, warnings %+v", len(b.Users), b.Warnings)
	}
	if w := b.Warnings[0]; w.Row != 2 || w.Code != IneffectiveRole || w.Value != "派单员" || w.Head != "岗位" {
		t.Errorf("warned %+v", w)
	}
}

func TestAgentNumbersMayBeExchanged(t *testing.T) {
	t.Parallel()
	k := existing()
	k.Users = append(k.Users, org.User{ID: "2", Login: "1002", Number: "1002", Unit: "Y00"})
	_, faults := Check(table(Users, "login|name|工号|roles|unit", "1001|甲|1002|agent|Y00", "1002|乙|1001|agent|Y00"), k)
	wantFaults(t, faults)
}

func TestCategories(t *testing.T) {
	t.Parallel()
	b, faults := Check(table(Categories, "分类编码|分类名称|英文名称|诉求类型|承办单位|属地|协办单位|办理时限|紧急程度",
		"2101|占道经营|Street trading|投诉|市城管局|区县|Y04、Y00|7个工作日|", "21|市容|City|||||", "601|施工噪声|Noise|complaint|Y04|||24小时|特急"), existing())
	wantFaults(t, faults)
	want := []tickets.Category{{Code: "21", Name: "市容", NameEN: "City"},
		{Code: "2101", Parent: "21", Name: "占道经营", NameEN: "Street trading", Type: "complaint", Unit: "Y04", Local: "county", Assist: []string{"Y04", "Y00"}, Limit: "7wd", Urgency: "normal"},
		{Code: "0601", Parent: "06", Name: "施工噪声", NameEN: "Noise", Type: "complaint", Unit: "Y04", Assist: []string{}, Limit: "24h", Urgency: "emergency"}}
	if diff := cmp.Diff(want, b.Categories); diff != "" {
		t.Errorf("categories (-want +got):\n%s", diff)
	}
	_, faults = Check(table(Categories, "code|name|type|承办单位|limit|urgency", "2201|甲|||soon|", "ab|乙||||", "23|丙|投诉|||", "2302|丁|唱歌|Y99||急"), existing())
	wantFaults(t, faults, "2 type required", "2 limit invalid", "2 code unknown_parent", "3 code invalid", "4 type group_only",
		"5 type unknown", "5 unit ended_unit", "5 urgency unknown", "5 limit required")
}

func TestATableAsAWhole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lines []string
		want  []string
	}{
		"nothing":         {nil, []string{"1  empty"}},
		"headings alone":  {[]string{"code|name"}, []string{"1  empty"}},
		"a column short":  {[]string{"code|电话", "Y|1234"}, []string{"1 name missing_column"}},
		"one twice":       {[]string{"code|name|单位名称", "Y1|a|b"}, []string{"1 name double_column", "2 parent required"}},
		"another table":   {[]string{"水果|价格", "苹果|3"}, []string{"1 code missing_column", "1 name missing_column"}},
		"too wide":        {[]string{"code|name" + strings.Repeat("|x", maxColumns)}, []string{"1  too_many_columns"}},
		"a title above":   {[]string{"云湾市承办单位一览表", "", "code|name|parent", "Y5|a|Y"}, nil},
		"spaces and BOMs": {[]string{"\ufeff 单位编码（必填）|* 单位名称|parent", " Y5 | a |Y"}, nil},
	} {
		table := table(Units, c.lines...)
		_, faults := Check(table, existing())
		if diff := cmp.Diff(c.want, faultsOf(faults)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestTooManyRows(t *testing.T) {
	t.Parallel()
	table := table(Units, "code|name")
	for line := 2; line < MaxRows+10; line++ {
		table.Add(line, []Cell{{Text: "c"}, {Text: "n"}})
	}
	table.Done()
	if len(table.Rows) != MaxRows || table.Faults[0].Code != TooManyRows || table.Faults[0].Row != MaxRows+2 {
		t.Errorf("%d rows: %v", len(table.Rows), table.Faults)
	}
}
