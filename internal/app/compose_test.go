package app

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// names returns the environment variables that a struct of settings is read from.
func names(settings any) (vars []string) {
	t := reflect.TypeOf(settings)
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("env"), ",")
		vars = append(vars, name)
	}
	return vars
}

// compose returns the variables that docker compose gives to each service.
func compose(t *testing.T) map[string]map[string]any {
	t.Helper()
	raw, err := os.ReadFile("../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Services map[string]struct {
			Environment map[string]any `yaml:"environment"`
		} `yaml:"services"`
	}
	if err := yaml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	given := map[string]map[string]any{}
	for name, s := range file.Services {
		given[name] = s.Environment
	}
	return given
}

// exported returns the variables that the scripts of the images set from secrets.
func exported(t *testing.T) (vars []string) {
	t.Helper()
	scripts, err := filepath.Glob("../../asterisk-config/docker/*.sh")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^(HOTLINE_[A-Z_]+)=`).FindAllStringSubmatch(string(raw), -1) {
			vars = append(vars, m[1])
		}
	}
	return vars
}

func TestEverySettingReachesTheServiceUnderCompose(t *testing.T) {
	given, secret := compose(t), exported(t)
	for service, settings := range map[string][]string{
		"hotline": names(Settings{}),
		"setup":   append(names(AsteriskSettings{}), "HOTLINE_ARI_URL", "HOTLINE_ARI_USER", "HOTLINE_ASTERISK_SOUNDS_DIR", "HOTLINE_NUMBER", "HOTLINE_TRUNK"),
	} {
		for _, name := range settings {
			if _, ok := given[service][name]; !ok && !slices.Contains(secret, name) {
				t.Errorf("docker-compose.yml gives %s no %s: what is set for it is lost", service, name)
			}
		}
	}
}

// Variables that only the files around the program read.
var composeOnly = []string{"HOTLINE_DEMO", "HOTLINE_POSTGRES_PORT"}

func TestComposeGivesNothingThatNobodyReads(t *testing.T) {
	read := slices.Concat(names(Settings{}), names(AsteriskSettings{}), composeOnly)
	for service, vars := range compose(t) {
		for name := range vars {
			if strings.HasPrefix(name, "HOTLINE_") && !slices.Contains(read, name) {
				t.Errorf("docker-compose.yml gives %s %s, which no setting is called", service, name)
			}
		}
	}
}

func TestTheReadmeHasEverySetting(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(names(Settings{}), names(AsteriskSettings{})) {
		// A row may shorten the names after its first one: `HOTLINE_ARI_URL`, `_ARI_USER`.
		short := "`" + strings.TrimPrefix(name, "HOTLINE") + "`"
		if !strings.Contains(string(raw), "`"+name+"`") && !strings.Contains(string(raw), short) {
			t.Errorf("README.md has no %s", name)
		}
	}
}
