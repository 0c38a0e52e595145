package app

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestWhereASettingComesFrom: the environment goes before the file, the file before the
// default; a variable that is empty is not set.
func TestWhereASettingComesFrom(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOTLINE_DATA_DIR", dir)
	if err := WriteSettingsFile(dir, map[string]string{"HOTLINE_NUMBER": "12300", "HOTLINE_CITY": "清川市 = 首府", "HOTLINE_RTP_END": "18001"}); err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{"": "12300", "12399": "12399"} {
		t.Setenv("HOTLINE_NUMBER", given)
		if s, err := ReadSettings(); err != nil || s.MainNumber != want || s.City != "清川市 = 首府" || s.Trunk != "trunk" {
			t.Errorf("given %q: number %q, city %q, trunk %q, error %v", given, s.MainNumber, s.City, s.Trunk, err)
		}
	}
	if a, err := ReadAsteriskSettings(); err != nil || a.RTPEnd != 18001 || a.RTPStart != 17000 {
		t.Errorf("Asterisk's settings %+v, error %v", a, err)
	}
	if err := WriteSettingsFile(dir, map[string]string{"HOTLINE_CITY": "", "HOTLINE_ADDRESS": "城中路1号"}); err != nil {
		t.Fatal(err)
	}
	written, err := ReadSettingsFile(dir)
	want := map[string]string{"HOTLINE_NUMBER": "12300", "HOTLINE_RTP_END": "18001", "HOTLINE_ADDRESS": "城中路1号"}
	if err != nil || !reflect.DeepEqual(written, want) {
		t.Errorf("%v, want %v, error %v", written, want, err)
	}
	info, err := os.Stat(filepath.Join(dir, SettingsFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read it: %v, %v", info, err)
	}
}

func TestASettingsFileThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOTLINE_DATA_DIR", dir)
	for _, text := range []string{"# ours\n\nHOTLINE_NUMBER", "# ours\n\nPATH=/tmp", "# ours\n\nexport HOTLINE_NUMBER=1"} {
		if err := os.WriteFile(filepath.Join(dir, SettingsFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadSettings(); err == nil || !strings.Contains(err.Error(), "line 3") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if err := WriteSettingsFile(t.TempDir(), map[string]string{"HOTLINE_CITY": "清川\nPATH=/tmp"}); err == nil {
		t.Error("a line break made a second setting")
	}
}

// TestTheFilesFolderIsTheDefault: where the file is looked for is where data lies.
func TestTheFilesFolderIsTheDefault(t *testing.T) {
	t.Parallel()
	field, _ := reflect.TypeFor[Settings]().FieldByName("DataDir")
	if got := field.Tag.Get("envDefault"); got != defaultDataDir {
		t.Errorf("data lies in %q, the file is looked for in %q", got, defaultDataDir)
	}
}
