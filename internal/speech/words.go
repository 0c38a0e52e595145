package speech

import (
	"strconv"

	"hotline12345/internal/locale"
	"hotline12345/ivr"
)

// spoken is what a voice is given for a prompt. Arguments named n and m are
// counts; all others are read digit by digit.
func spoken(m *locale.Messages, city City, p ivr.Prompt) (string, error) {
	args := map[string]string{"city": before(city[p.Language], p.Language)}
	n := 0
	for name, value := range p.Args {
		switch name {
		case "n", "m":
			v, err := strconv.Atoi(value)
			if err != nil {
				return "", err
			}
			args[name] = value
			if p.Language != ivr.English {
				args[name] = count(p.Language, v)
			}
			if name == "n" {
				n = v
			}
			if name == "m" && p.Language == ivr.English {
				if args["minutes"], err = m.Text("en", "minutes", map[string]string{"m": value}, v); err != nil {
					return "", err
				}
			}
		default:
			args[name] = spell(p.Language, value)
		}
	}
	return m.Text(string(p.Language), p.ID, args, n)
}

// before is a city's name with what parts it from the words that follow.
func before(city string, l ivr.Language) string {
	if city == "" || l == ivr.Cantonese {
		return city
	}
	return city + " "
}
