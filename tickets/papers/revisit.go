package papers

import (
	"strings"

	"hotline12345/tickets"
)

// rating writes what a citizen said when asked afterwards.
func rating(r tickets.Rating) string {
	if !r.Reached {
		return "未联系到诉求人"
	}
	parts := []string{"承办单位未与诉求人联系"}
	if r.Contacted {
		parts[0] = "承办单位曾与诉求人联系"
	}
	parts = append(parts, "问题"+said(solutions(), r.Solved))
	words := []string{"未评价", "非常不满意", "不满意", "基本满意", "满意", "非常满意"}
	if r.Satisfied >= 0 && r.Satisfied < len(words) {
		parts = append(parts, words[r.Satisfied])
	}
	if r.UnitsFault {
		parts = append(parts, "属承办单位责任")
	}
	return strings.Join(parts, "；")
}
