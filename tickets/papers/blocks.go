package papers

import (
	"fmt"
	"strings"

	"hotline12345/tickets"
)

func (p *Paper) heading(text string) { p.Blocks = append(p.Blocks, Block{Heading: text}) }

func (p *Paper) paragraph(format string, args ...any) {
	p.Blocks = append(p.Blocks, Block{Paragraph: fmt.Sprintf(format, args...)})
}

// facts adds pairs of a label and a value; those without a value are left out.
func (p *Paper) facts(pairs ...string) {
	if f := factsOf(pairs...); len(f) > 0 {
		p.Blocks = append(p.Blocks, Block{Facts: f})
	}
}

func factsOf(pairs ...string) []Fact {
	var list []Fact
	for i := 0; i+1 < len(pairs); i += 2 {
		if value := strings.TrimSpace(pairs[i+1]); value != "" {
			list = append(list, Fact{pairs[i], value})
		}
	}
	return list
}

// matter is what a ticket is about, without who the citizen is: a unit learns
// that from the ticket itself, where each access is recorded.
func (p *Paper) matter(o Office, t tickets.Ticket) {
	p.heading("诉求事项")
	p.facts("受理编号", string(t.Number), "受理时间", moment(t.CreatedAt), "诉求类型", o.typeName(t.Type),
		"事项类别", o.category(t.Category), "紧急程度", said(urgencies(), t.Urgency), "事发地点", t.Place,
		"诉求内容", t.Content)
}
