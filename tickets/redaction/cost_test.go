package redaction

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/internal/text"
)

// BenchmarkHideOfLongestFields: the longest fields over texts of 100 KB.
func BenchmarkHideOfLongestFields(b *testing.B) {
	for name, sign := range map[string]string{
		"names": "张建国、", "one name": "张", "surnames": "王李张刘陈杨", "notes": "户主张建国夫妇代李红", "letters": "Zhang Jianguo and ", "peoples": "阿依古丽", "pinyin": "an ai ou ", "numbers": "13812340001、", "digits": "张1", "single": "张 建 国 ", "brackets": "张（李（",
	} {
		fill := func(most int) string { return strings.Repeat(sign, most/len(sign)) }
		unit, contact := fill(text.MaxUnit), fill(text.MaxContact)
		who := Citizen{Names: []string{fill(text.MaxName)}, Told: []string{unit, contact}, Numbers: []string{contact}}
		for what, content := range map[string]string{"of the same": fill(100 << 10), "of words": strings.Repeat("临港路18号夜间施工，联系张建国反映", 100<<10/48)} {
			b.Run(name+" "+what, func(b *testing.B) {
				before := spent(b)
				for b.Loop() {
					New(who).Redact(content)
				}
				b.ReportMetric(float64((spent(b)-before).Milliseconds())/float64(b.N), "cpu-ms/op")
			})
		}
	}
}

// spent returns the processor's time of this process: others on the machine do not count.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
