package history

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

var (
	surnames = []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹")
	given    = []rune("建军秀英小明志强桂芳海燕国庆丽华文杰晓东雪梅永红春兰俊峰玉珍伟宁")
	since    = []string{"从上周开始", "连续三天", "最近一个月", "昨天夜里", "今天早上", "每天傍晚", "两个多月来", "自国庆节后"}
	effects  = []string{"老人和孩子无法休息", "影响居民出行", "多次反映没有结果", "存在安全隐患", "附近商户意见很大", "群众反映强烈", "希望尽快解决", "已向社区反映过一次"}
	wishes   = []string{"请有关部门到现场核实处理并答复。", "希望尽快派人处理。", "请告知办理流程和所需材料。", "请依法查处。", "希望得到书面答复。", "请协调解决。"}
	roads    = []string{"临港路", "湖心路", "书院街", "渔港大道", "科苑路", "人民东路", "建设街", "滨海大道", "学府路", "南门巷"}
	found    = []string{"经核实情况属实，已责成有关单位整改。", "已派人到现场处理完毕。", "已向来电人解释相关政策。", "经现场查看，问题已解决，今后加强巡查。"}
)

func pick[V any](r *rand.Rand, list []V) V { return list[r.IntN(len(list))] }

// Register returns the register of the nth call.
func (h *History) Register(n int) tickets.Register {
	return h.register(n, rand.New(rand.NewPCG(h.Seed+1, uint64(n))))
}

func (h *History) register(n int, r *rand.Rand) tickets.Register {
	leaf := h.leaves[int(float64(len(h.leaves))*r.Float64()*r.Float64())] // some matters are common
	area := pick(r, h.areas)
	place := area.Name
	for _, code := range h.Book.Tree.Above(area.Code) {
		if u, ok := h.Book.Tree.Unit(code); ok && u.Parent != "" {
			place = u.Name + place
		}
	}
	place += fmt.Sprintf("%s%d号", pick(r, roads), 1+r.IntN(400))
	name := string(pick(r, surnames)) + string(pick(r, given)) + string(pick(r, given))
	return tickets.Register{Name: name, UnitDeclined: true, Contact: h.Phone(n), CalledAt: h.at(n),
		Type: leaf.Type, Category: leaf.Code, Place: place, Confidential: r.IntN(100) == 0,
		Content: strings.Join([]string{place, leaf.Name, "问题，", pick(r, since), pick(r, effects), "，", pick(r, wishes)}, "")}
}

// Ticket is the nth call's ticket, moved as far as its age lets it. Tickets must
// be made in the order of calls, as they are numbered by the day.
func (h *History) Ticket(n int) (tickets.Ticket, error) {
	r := rand.New(rand.NewPCG(h.Seed+1, uint64(n)))
	at := h.at(n).Add(3 * time.Minute)
	if day := tickets.Day(at); day != h.day {
		h.day, h.count = day, 0
	}
	h.count++
	number, err := tickets.MakeNumber(h.day, h.count)
	if err != nil {
		return tickets.Ticket{}, err
	}
	reg := h.register(n, r)
	who := person(fmt.Sprint(1001+r.IntN(agents)), "Y00", org.RoleAgent, org.RoleDispatcher)
	t := tickets.Ticket{Number: number, Call: callID(n), Caller: reg.Contact, Channel: tickets.ByCall, Register: reg,
		CreatedAt: at, CreatedBy: who.Person, Stored: true}
	return h.live(t, who, r)
}

func person(id, unit string, roles ...org.Role) org.Actor {
	return org.Actor{Person: org.Person{ID: id, Number: id, Name: "经办" + id, Unit: unit}, Roles: roles, From: "10.0.0.1"}
}

// life is one thing that happens to a ticket, some hours after the one before.
type life struct {
	after int
	by    org.Actor
	r     tickets.Request
}

// live moves a ticket: three of four are answered in the call, the others go to
// a unit; all are moved until now.
func (h *History) live(t tickets.Ticket, who org.Actor, r *rand.Rand) (tickets.Ticket, error) {
	lives := []life{{0, who, tickets.Request{Move: tickets.MoveRegister}}}
	if h.Book.UrgencyOf(t.Category) == tickets.Emergency {
		lives = append(lives, life{0, person("duty", "Y", org.RoleDutyOfficer), tickets.Request{Move: tickets.MoveVerify, Note: "已核实"}})
	}
	if r.IntN(4) > 0 {
		lives = append(lives, life{0, who, tickets.Request{Move: tickets.MoveAnswer, Way: tickets.InCall, Note: pick(r, found)}},
			life{20, who, tickets.Request{Move: tickets.MoveArchive}})
	} else {
		unit := h.Book.Propose(t.Register).Unit
		if unit == "" {
			unit = "Y04"
		}
		clerk := person("c"+unit, unit, org.RoleUnitClerk)
		lives = append(lives, life{0, who, tickets.Request{Move: tickets.MoveDispatch, Unit: unit, Way: tickets.InCall}},
			life{1, clerk, tickets.Request{Move: tickets.MoveSign}},
			life{1 + r.IntN(20), clerk, tickets.Request{Move: tickets.MoveReport, Result: tickets.Solved, Note: pick(r, found)}},
			life{1 + r.IntN(8), who, tickets.Request{Move: tickets.MovePass}},
			life{1, who, tickets.Request{Move: tickets.MoveAnswer, Way: tickets.Telephone, Note: pick(r, found)}},
			life{20 + r.IntN(60), who, tickets.Request{Move: tickets.MoveRevisit, Revisit: rating(r)}},
			life{1, who, tickets.Request{Move: tickets.MoveArchive}})
	}
	now := t.CreatedAt
	for _, l := range lives {
		now = now.Add(time.Duration(l.after) * time.Hour)
		if now.After(h.To) {
			break
		}
		after, err := tickets.Apply(tickets.Case{Ticket: t, Request: l.r, By: l.by, Now: now, Rules: h.Book})
		if err != nil {
			return t, fmt.Errorf("ticket %s: %w", t.Number, err)
		}
		t = after
	}
	return t, nil
}

func rating(r *rand.Rand) *tickets.Rating {
	return &tickets.Rating{Reached: true, Contacted: r.IntN(20) > 0, Solved: tickets.SolvedYes, Satisfied: 3 + r.IntN(3)}
}
