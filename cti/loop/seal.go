package loop

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
)

// From format 3 on each line of the journal and each snapshot ends with its checksum:
//
//	{"seq":7,"at":"…","event":{…},"crc":"89abcdef"}
//
// It is CRC-32C (Castagnoli, as in RFC 3720) in lower-case hex, of the object as it is
// without that member.

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const (
	sealMember = `,"crc":"`
	sealSize   = len(sealMember) + 8 + len(`"}`)
)

var errChecksum = errors.New("its checksum does not fit: a bit has changed, or a part is missing")

// seal adds the checksum to a JSON object. What is returned may share its memory.
func seal(object []byte) []byte {
	sum := crc32.Checksum(object, castagnoli)
	body := bytes.TrimSuffix(object, []byte("}"))
	member := sealMember
	if len(body) == 1 { // {}
		member = member[1:]
	}
	return fmt.Appendf(body, `%s%08x"}`, member, sum)
}

// checkSeal reports whether an object has a checksum, and an error where it does not
// fit.
func checkSeal(object []byte) (sealed bool, err error) {
	at := len(object) - sealSize
	if at < 0 || !bytes.HasSuffix(object, []byte(`"}`)) {
		return false, nil
	}
	member := object[at : at+len(sealMember)]
	if !bytes.Equal(member, []byte(sealMember)) && (!bytes.Equal(member[1:], []byte(sealMember[1:])) || at != 0) {
		return false, nil
	}
	want, err := strconv.ParseUint(string(object[at+len(sealMember):len(object)-2]), 16, 32)
	sum := crc32.Update(crc32.Checksum(object[:max(at, 1)], castagnoli), castagnoli, []byte("}"))
	if err != nil || sum != uint32(want) {
		return true, errChecksum
	}
	return true, nil
}
