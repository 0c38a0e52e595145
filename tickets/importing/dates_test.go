package importing

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/tickets"
)

// TestTimesAsSystemsWriteThem: all are of the city where they name no zone.
func TestTimesAsSystemsWriteThem(t *testing.T) {
	t.Parallel()
	at := func(hour, minute, second int) time.Time {
		return time.Date(2026, 3, 5, hour, minute, second, 0, tickets.Zone)
	}
	for want, list := range map[time.Time][]string{
		at(9, 15, 0): {"2026-03-05 09:15:00.0", "2026-03-05 09:15", "2026-3-5 9:15", "2026/3/5 9:15:00", "2026.3.5 9:15", "2026.03.05. 09:15", "2026年3月5日 9:15", "2026年03月05日09时15分",
			"2026年3月5日9时15分00秒", "2026年3月5日9点15分", "2026年3月5日 上午9:15", "2026年3月5日 上午 9时15分", "2026-03-05T09:15:00+08:00", "2026-03-05T09:15:00.000+0800", "2026-03-05T01:15:00Z",
			"2026-03-05T01:15Z", "2026-03-05 09:15:00 +0800", "2026-03-05 09:15:00 UTC+08:00", "2026-03-05T09:15", "2026-03-05t09:15:00", "2026/3/5 9:15:00 AM", "2026/3/5 9:15 a.m.",
			"2026-03-05 09:15:00,123", "2026-03-05 09:15:00.1234567", "20260305 0915", "202603050915", "20260305091500", "20260305 09:15", "２０２６－０３－０５　０９：１５", "2026年3月5日　９：１５",
			"2026-03-05 星期四 09:15", "2026年3月5日(周四) 09:15", "2026年3月5日（星期四）上午9:15", "Thu Mar 05 09:15:00 CST 2026", "Mar 5, 2026 9:15:00 AM", "05-Mar-2026 09:15", "5 March 2026 09:15", "March 5, 2026 09:15",
			"1772673300", "1772673300000", "'2026-03-05 09:15", "2026-03-05\t09:15", "2026-03-05\u00a009:15", "2026-03-05_09:15", "2026-03-05-09:15", "2026-03-05,09:15", "2026 - 03 - 05 09 : 15",
			"二〇二六年三月五日 9:15", "2026年3月5号 9:15", "2026-03-05 9時15分"},
		at(15, 5, 0):  {"2026年3月5日 下午3:05", "2026-3-5 下午 03:05", "2026/3/5 3:05:00 PM", "2026-03-05 15:05", "2026/3/5 下午15:05", "Mar 5, 2026 3:05 PM"},
		at(0, 5, 0):   {"2026/3/5 12:05 AM", "2026年3月5日 凌晨0:05", "2026-03-05 00:05"},
		at(12, 5, 0):  {"2026/3/5 12:05 PM", "2026年3月5日 中午12:05", "2026年3月5日 下午12:05"},
		at(13, 5, 0):  {"2026年3月5日 中午1:05"},
		at(21, 30, 9): {"2026年3月5日 晚上9:30:09", "2026-03-05 21:30:09", "2026年3月5日 晚上9点30分9秒"},
		at(9, 0, 0):   {"2026年3月5日9时", "2026年3月5日上午9点", "2026/3/5 9 AM"},
		at(24, 0, 0):  {"2026-03-05 24:00", "2026-03-06 00:00:00"},
		at(0, 0, 0):   {"2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "20260305", "２０２６年３月５日", "2026-03-05 星期四", "二〇二六年三月五日", "5-Mar-2026", "2026年3月5号", "2026-03-05T00:00:00"},
		time.Date(2026, 3, 15, 0, 0, 0, 0, tickets.Zone): {"15/3/2026", "3/15/2026", "二〇二六年三月十五日", "15.03.2026", "2026年三月十五日"},
		time.Date(2026, 5, 5, 9, 15, 0, 0, tickets.Zone): {"5/5/2026 9:15"},
	} {
		for _, s := range list {
			if got, wrong := parseTime(s); wrong != "" || !got.at.Equal(want) {
				t.Errorf("%q: %v %q, want %v", s, got.at, wrong, want)
			}
		}
	}
}

func TestWhatIsNoTime(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]Code{
		"": BadDate, "昨天": BadDate, "2026-13-01": BadDate, "2026-02-30": BadDate, "2026-3": BadDate, "3月5日": BadDate, "26-3-5": BadDate, "9:15": BadDate, "2026-03-05 25:00": BadDate,
		"2026-03-05 09:61": BadDate, "2026-03-05 9": BadDate, "2026-03-05 abc": BadDate, "0000-00-00 00:00:00": BadDate, "2026-03-05 09:15 x": BadDate, "13800138000": BadDate, "12345": BadDate,
		"3/5/2026 9:15": AmbiguousDate, "05/03/2026": AmbiguousDate, "99999999": BadDate, "2026-03-05 24:01": BadDate,
	} {
		if got, wrong := parseTime(s); wrong != want {
			t.Errorf("%q: %v %q, want %q", s, got, wrong, want)
		}
	}
}

// TestTimesReadTwice: however a time is written, it is the same.
func TestTimesReadTwice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(946_684_800, 4_000_000_000).Draw(t, "time"), 0).In(tickets.Zone)
		layout := rapid.SampledFrom([]string{"2006-01-02 15:04:05", "2006/1/2 15:04:05.0", time.RFC3339, "2006年1月2日 15时4分5秒", "20060102150405", "2006-01-02T15:04:05.000Z0700", "2006/1/2 3:04:05 PM", "Jan 2, 2006 3:04:05 PM"}).Draw(t, "layout")
		s := at.Format(layout)
		if got, wrong := parseTime(s); wrong != "" || !got.at.Equal(at) {
			t.Fatalf("%q: %v %q, want %v", s, got.at, wrong, at)
		}
	})
}

// TestTimesThatNothingHappenedAt: what programs write for nothing, and slips, are faults.
func TestTimesThatNothingHappenedAt(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"0001-01-01", "1900-01-00", "1900-01-01 00:00", "1899-12-30", "1970-01-01 08:00:00", "0001-01-01T00:00:00Z", "9999-12-31"} {
		_, faults := Check(table(Tickets, "原工单编号|来电时间|诉求内容|状态", "1|"+s+"|x|处理中"), existing())
		wantFaults(t, faults, "2 called_at bad_date")
	}
}

// TestAnAnswerOfTheSameDay: its date without a time is not before the call.
func TestAnAnswerOfTheSameDay(t *testing.T) {
	t.Parallel()
	for answered, want := range map[string]string{"2026-03-05": "2026-03-05 09:15", "2026年3月5日": "2026-03-05 09:15", "2026-03-06": "2026-03-06 00:00", "2026-03-05 10:00": "2026-03-05 10:00"} {
		b, faults := Check(table(Tickets, "原工单编号|来电时间|诉求内容|状态|答复内容|答复时间|答复人", "1|2026-03-05 09:15|x|办结|好|"+answered+"|王五"), existing())
		wantFaults(t, faults)
		if got := b.Tickets[0].Ticket.Answer.At.In(tickets.Zone).Format("2006-01-02 15:04"); got != want {
			t.Errorf("%s: answered at %s, want %s", answered, got, want)
		}
	}
	for _, early := range []string{"2026-03-04", "2026-03-05 09:14"} {
		_, faults := Check(table(Tickets, "原工单编号|来电时间|诉求内容|状态|答复内容|答复时间|答复人", "1|2026-03-05 09:15|x|办结|好|"+early+"|王五"), existing())
		wantFaults(t, faults, "2 answered_at before_call")
	}
}
