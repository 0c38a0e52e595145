package papers

import (
	"fmt"

	"hotline12345/tickets"
)

// FileName returns a file's name in the archive: the entry's number tells equal names
// apart.
func FileName(f tickets.File) string { return fmt.Sprintf("files/%d-%s", f.Seq, f.Name) }

// files lists what belongs to the ticket, with the sums by which the archive's
// files can be checked (S107).
func (p *Paper) files(o Office, t tickets.Ticket) {
	if len(t.Files) == 0 {
		return
	}
	p.heading("附件")
	var steps []Step
	for _, f := range t.Files {
		step := Step{At: moment(f.At), Who: o.who(f.By), What: said(fileKinds(), f.Kind)}
		switch w := f.Withdrawn; {
		case f.Withheld:
			step.What += "：可能涉及诉求人身份，不予显示"
		case w != nil:
			step.What += "：" + f.Name + "（已撤回）"
			step.Facts = factsOf("撤回", o.who(w.By)+"　"+moment(w.At), "撤回理由", w.Note)
		default:
			step.What += "：" + FileName(f)
		}
		if !f.Withheld {
			step.Facts = append(step.Facts, factsOf("类型", string(f.Type), "大小", size(f.Size), "SHA-256", f.Sum)...)
		}
		steps = append(steps, step)
	}
	p.Blocks = append(p.Blocks, Block{Steps: steps})
}

func fileKinds() map[tickets.FileKind]string {
	return map[tickets.FileKind]string{tickets.Photo: "照片", tickets.CitizenLetter: "来信", tickets.Meeting: "会议材料",
		tickets.UnitDocument: "单位材料", tickets.OtherFile: "其他"}
}

// size writes "1.2 MB".
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d 字节", bytes)
	case bytes < 1e6:
		return fmt.Sprintf("%.0f KB", float64(bytes)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}
